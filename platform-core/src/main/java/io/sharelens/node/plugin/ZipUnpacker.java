package io.sharelens.node.plugin;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks a plugin's zip, so that the folder of zips can be read-only. */
final class ZipUnpacker {
  /** A plugin is code; anything above this is a mistake or a bomb. */
  private static final long LIMIT = 256L << 20;

  private ZipUnpacker() {}

  static void unpack(Path zip, Path into) {
    long left = LIMIT;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Files.createDirectories(into);
      for (Enumeration<? extends ZipEntry> e = file.entries(); e.hasMoreElements(); ) {
        ZipEntry entry = e.nextElement();
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw bad(zip, "entry '" + entry.getName() + "' leaves the folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          left = copy(in, target, left, zip);
        }
      }
    } catch (IOException e) {
      throw bad(zip, "it is not a readable zip: " + e.getMessage());
    }
  }

  private static long copy(InputStream in, Path target, long left, Path zip) throws IOException {
    try (var out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left < 0) {
          throw bad(zip, "it holds more than " + (LIMIT >> 20) + " MiB");
        }
        out.write(buffer, 0, n);
      }
    }
    return left;
  }

  private static LensException bad(Path zip, String why) {
    return LensException.user("bad-plugin", "plugin " + zip.getFileName() + ": " + why);
  }
}
