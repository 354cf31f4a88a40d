package io.sharelens.owner.importer;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.importer.TensorRef.StorageRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickles of a PyTorch checkpoint. A pickle is a program; this one may only build
 * numbers, texts, lists, dictionaries, ordered dictionaries and tensors. Any other class, and every
 * instruction that finds classes or sets state in another way, ends the reading with {@code
 * checkpoint-refused}.
 */
final class TorchUnpickler extends Unpickler {
  private static final int GLOBAL = 'c';
  private static final int STACK_GLOBAL = 0x93;
  private static final int BUILD = 'b';

  /** {@code INST, OBJ, NEWOBJ, NEWOBJ_EX, EXT1, EXT2, EXT4}. */
  private static final List<Integer> REFUSED =
      List.of((int) 'i', (int) 'o', 0x81, 0x92, 0x82, 0x83, 0x84);

  /** Instructions with a length of 4 bytes: {@code BINSTRING, BINBYTES, BINUNICODE, LONG4}. */
  private static final List<Integer> LENGTH4 = List.of((int) 'T', (int) 'B', (int) 'X', 0x8b);

  /** Instructions with a length of 8 bytes: {@code BINUNICODE8, BINBYTES8, BYTEARRAY8}. */
  private static final List<Integer> LENGTH8 = List.of(0x8d, 0x8e, 0x96);

  /** Reads one pickle; {@code in} is left behind it. */
  Object read(ByteArrayInputStream in) {
    try {
      return load(in);
    } catch (IOException | RuntimeException e) {
      if (e instanceof LensException lens) {
        throw lens;
      }
      throw new LensException(
          ErrorKind.USER, "bad-checkpoint", "the checkpoint's description is damaged: " + e, e);
    }
  }

  @Override
  protected Object dispatch(short key) throws PickleException, IOException {
    int op = key & 0xff;
    if (REFUSED.contains(op)) {
      throw refused("instruction " + op);
    }
    if (LENGTH4.contains(op)) {
      checkLength(4);
    } else if (LENGTH8.contains(op)) {
      checkLength(8);
    }
    switch (op) {
      case GLOBAL -> {
        String module = PickleUtils.readline(input);
        stack.add(find(module, PickleUtils.readline(input)));
      }
      case STACK_GLOBAL -> {
        Object name = stack.pop();
        stack.add(find(String.valueOf(stack.pop()), String.valueOf(name)));
      }
      case BUILD -> stack.pop(); // attributes of an ordered dictionary: nothing of use
      default -> {
        return super.dispatch(key);
      }
    }
    return NO_RETURN_VALUE;
  }

  /** A text longer than the file would be an allocation of the attacker's choice. */
  private void checkLength(int bytes) throws IOException {
    input.mark(bytes);
    byte[] length = input.readNBytes(bytes);
    input.reset();
    long n = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      n = n << 8 | length[i] & 0xff;
    }
    if (length.length < bytes || n < 0 || n > input.available()) {
      throw LensException.user("bad-checkpoint", "the checkpoint's description ends too early");
    }
  }

  private static IObjectConstructor find(String module, String name) {
    StorageKind kind = module.equals("torch") ? StorageKind.ofClass(name) : null;
    if (kind != null) {
      return new KindOf(kind);
    }
    return switch (module + "." + name) {
      case "collections.OrderedDict" -> TorchUnpickler::orderedDictionary;
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          TorchUnpickler::tensor;
      case "torch._utils._rebuild_parameter" -> args -> args[0];
      default -> throw refused("class " + module + "." + name);
    };
  }

  /** Names a storage's kind in a persistent id; is never called. */
  private record KindOf(StorageKind kind) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw refused("a storage outside a tensor");
    }
  }

  private static Object orderedDictionary(Object[] args) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (args.length > 0 && args[0] instanceof Iterable<?> pairs) {
      for (Object pair : pairs) {
        if (pair instanceof List<?> l && l.size() == 2) {
          map.put(l.get(0), l.get(1));
        } else if (pair instanceof Object[] a && a.length == 2) {
          map.put(a[0], a[1]);
        }
      }
    }
    return map;
  }

  private static Object tensor(Object[] args) {
    if (args.length >= 4
        && args[0] instanceof StorageRef storage
        && args[1] instanceof Number offset) {
      List<Integer> size = new ArrayList<>();
      numbers(args[2]).forEach(n -> size.add(Math.toIntExact(n)));
      return new TensorRef(storage, offset.longValue(), size, numbers(args[3]));
    }
    throw LensException.user("bad-checkpoint", "a tensor of the checkpoint is malformed");
  }

  private static List<Long> numbers(Object tuple) {
    List<Long> numbers = new ArrayList<>();
    if (tuple instanceof Object[] array) {
      for (Object n : array) {
        if (n instanceof Number number) {
          numbers.add(number.longValue());
        } else {
          throw LensException.user("bad-checkpoint", "a dimension is no number");
        }
      }
    }
    return numbers;
  }

  /** {@code ('storage', kind, key, location, elements[, view])}. */
  @Override
  protected Object persistentLoad(Object id) {
    if (id instanceof Object[] parts
        && parts.length >= 5
        && "storage".equals(parts[0])
        && parts[1] instanceof KindOf kind
        && parts[4] instanceof Number elements) {
      if (parts.length > 5 && parts[5] instanceof Object[]) {
        throw refused("a view of a storage (save the checkpoint with a newer PyTorch)");
      }
      return new StorageRef(String.valueOf(parts[2]), kind.kind(), elements.longValue());
    }
    throw refused("a persistent object that is no storage");
  }

  private static LensException refused(String what) {
    return LensException.user(
        "checkpoint-refused",
        "the checkpoint holds " + what + "; only dictionaries of tensors are read");
  }
}
