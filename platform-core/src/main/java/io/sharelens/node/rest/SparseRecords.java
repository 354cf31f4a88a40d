package io.sharelens.node.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records with components that may be null are read although those are left out; all other
 * components must be there, as in any record.
 */
final class SparseRecords extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1;

  /** The record that a reader is about to read leniently; null where all others are strict. */
  private final @Nullable Class<?> outer;

  private SparseRecords(@Nullable Class<?> outer) {
    this.outer = outer;
  }

  static Module module() {
    return module(null);
  }

  private static Module module(@Nullable Class<?> outer) {
    return new SimpleModule("sparse-records").setDeserializerModifier(new SparseRecords(outer));
  }

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> otherwise) {
    Class<?> type = bean.getBeanClass();
    return type.isRecord() && !type.equals(outer) && (outer != null || sparse(type))
        ? new Reader(type)
        : otherwise;
  }

  private static boolean sparse(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(SparseRecords::optional);
  }

  private static boolean optional(RecordComponent c) {
    return c.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Reads one type. */
  private static final class Reader extends JsonDeserializer<Object> {
    private final Class<?> type;
    private final JsonMapper lenient;

    private Reader(Class<?> type) {
      this.type = type;
      this.lenient =
          JsonMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
              .addModule(module(type))
              .build();
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Object value = lenient.readValue(parser, type);
      for (RecordComponent c : type.getRecordComponents()) {
        if (!optional(c) && of(value, c) == null) {
          throw MismatchedInputException.from(parser, type, "'" + c.getName() + "' is missing");
        }
      }
      return value;
    }

    private static @Nullable Object of(Object value, RecordComponent c) {
      try {
        return c.getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's component cannot be read", e);
      }
    }
  }
}
