package io.sharelens.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Header of a safetensors file: texts and where each tensor lies. Parsing is strict: the tensors
 * must fill the data part without holes or overlaps, as the format demands.
 */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Entry> entries) {
  /** Limit of the reference implementation. */
  static final long MAX_BYTES = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("F32", 4),
          Map.entry("I64", 8),
          Map.entry("U64", 8),
          Map.entry("F64", 8));
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One tensor: {@code begin} and {@code end} count bytes from the start of the data part. */
  record Entry(String name, String type, Shape shape, long begin, long end) {
    boolean isFloat() {
      return type.equals("F32") || type.equals("F16") || type.equals("BF16");
    }
  }

  static SafetensorsHeader parse(byte[] header, long dataBytes) {
    JsonNode root;
    try {
      root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw bad("the header is not JSON: " + e.getOriginalMessage());
    }
    if (!(root instanceof ObjectNode object)) {
      throw bad("the header is not a JSON object");
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
          if (!text.getValue().isTextual()) {
            throw bad("metadata '" + text.getKey() + "' is not a text");
          }
          metadata.put(text.getKey(), text.getValue().textValue());
        }
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : entries) {
      if (e.begin != at) {
        throw bad("tensor '" + e.name + "' begins at byte " + e.begin + " instead of " + at);
      }
      at = e.end;
    }
    if (at != dataBytes) {
      throw bad("tensors take " + at + " bytes, but the file has " + dataBytes);
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static Entry entry(String name, JsonNode node) {
    if (node.size() != 3 || !node.path("dtype").isTextual()) {
      throw bad("tensor '" + name + "' needs exactly dtype, shape and data_offsets");
    }
    String type = node.get("dtype").textValue();
    Integer width = WIDTHS.get(type);
    if (width == null) {
      throw bad("tensor '" + name + "' has the unknown type " + type);
    }
    long[] dims = numbers(name, node.path("shape"));
    long[] offsets = numbers(name, node.path("data_offsets"));
    long size = 1;
    int[] shape = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] > Integer.MAX_VALUE || (size *= dims[i]) > Integer.MAX_VALUE) {
        throw bad("tensor '" + name + "' has too many elements");
      }
      shape[i] = (int) dims[i];
    }
    if (offsets.length != 2 || offsets[1] < offsets[0] || offsets[1] - offsets[0] != size * width) {
      throw bad("tensor '" + name + "' has offsets that do not match its shape");
    }
    return new Entry(name, type, Shape.of(shape), offsets[0], offsets[1]);
  }

  private static long[] numbers(String name, JsonNode list) {
    if (!list.isArray()) {
      throw bad("tensor '" + name + "' has a field that is not a list");
    }
    long[] out = new long[list.size()];
    for (int i = 0; i < out.length; i++) {
      JsonNode n = list.get(i);
      if (!n.isIntegralNumber() || !n.canConvertToLong() || n.longValue() < 0) {
        throw bad("tensor '" + name + "' has an impossible number: " + n);
      }
      out[i] = n.longValue();
    }
    return out;
  }

  /** The header as bytes, padded with blanks to a multiple of eight. */
  byte[] bytes() {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    for (Entry e : entries) {
      ObjectNode node = root.putObject(e.name);
      node.put("dtype", e.type);
      var shape = node.putArray("shape");
      for (int d : e.shape.dims()) {
        shape.add(d);
      }
      node.putArray("data_offsets").add(e.begin).add(e.end);
    }
    String text = root.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
  }

  static LensException bad(String why) {
    return LensException.user("bad-safetensors", "not a valid safetensors file: " + why);
  }
}
