package io.sharelens.node.plugin;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.spi.PluginPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads every zip of a folder. PF4J logs failures and goes on; here any failure stops the start,
 * because a node without a plugin that the others have can only fail later and less clearly.
 */
public final class PluginHost implements PluginSource {
  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final PluginManager manager;
  private final Map<String, PluginIdentity> plugins = new TreeMap<>();

  /**
   * @param zips folder of plugin zips; may be read-only
   * @param unpacked folder of this node's own, emptied at every start
   * @param version this platform's version, which plugins' {@code plugin.requires} is checked with
   * @throws LensException USER for a plugin that cannot be loaded, or two of the same id
   */
  public PluginHost(Path zips, Path unpacked, String version) {
    clear(unpacked);
    manager = new DefaultPluginManager(unpacked);
    manager.setSystemVersion(version);
    try {
      for (Path zip : listZips(zips)) {
        load(zip, unpacked.toAbsolutePath().normalize());
      }
      start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    LOG.info("plugins: {}", plugins.values());
  }

  private void load(Path zip, Path unpacked) {
    String hash = hash(zip);
    Path dir = unpacked.resolve(hash);
    if (Files.exists(dir)) {
      throw LensException.user(
          "duplicate-plugin", "the folder holds the plugin " + zip.getFileName() + " twice");
    }
    ZipUnpacker.unpack(zip, dir);
    String id;
    try {
      id = manager.loadPlugin(dir);
    } catch (PluginRuntimeException | LinkageError e) {
      throw failed(zip.getFileName().toString(), e);
    }
    if (id == null) {
      throw failed(zip.getFileName().toString(), null);
    }
    String version = manager.getPlugin(id).getDescriptor().getVersion();
    if (plugins.put(id, new PluginIdentity(id, version, hash)) != null) {
      throw LensException.user("duplicate-plugin", "two zips hold a plugin called " + id);
    }
  }

  private void start() {
    try {
      manager.startPlugins();
    } catch (PluginRuntimeException | LinkageError e) {
      throw failed("of " + plugins.keySet(), e);
    }
    for (String id : plugins.keySet()) {
      PluginWrapper wrapper = manager.getPlugin(id);
      if (wrapper.getPluginState() != PluginState.STARTED) {
        String requires = wrapper.getDescriptor().getRequires();
        throw new LensException(
            ErrorKind.USER,
            "bad-plugin",
            "plugin "
                + id
                + " is "
                + wrapper.getPluginState()
                + "; it requires platform "
                + requires
                + ", this is "
                + manager.getSystemVersion(),
            wrapper.getFailedException());
      }
      checkExtensions(id);
    }
  }

  private void checkExtensions(String id) {
    int declared = manager.getExtensionClassNames(id).size();
    int loaded;
    try {
      loaded = manager.getExtensions(id).size();
    } catch (PluginRuntimeException | LinkageError e) {
      throw failed(id, e);
    }
    if (declared == 0 || loaded != declared) {
      throw LensException.user(
          "bad-plugin",
          "plugin " + id + " declares " + declared + " extensions, of which " + loaded + " load");
    }
  }

  @Override
  public List<PluginIdentity> plugins() {
    return List.copyOf(plugins.values());
  }

  @Override
  public String description(PluginIdentity plugin) {
    String said = manager.getPlugin(plugin.id()).getDescriptor().getPluginDescription();
    return said == null ? "" : said;
  }

  @Override
  public <T extends PluginPoint> List<Provided<T>> extensions(Class<T> point) {
    List<Provided<T>> all = new ArrayList<>();
    for (PluginIdentity plugin : plugins.values()) {
      for (T extension : manager.getExtensions(point, plugin.id())) {
        all.add(new Provided<>(extension, plugin));
      }
    }
    return all;
  }

  @Override
  public void close() {
    manager.stopPlugins();
    manager.unloadPlugins();
  }

  private static LensException failed(String what, @Nullable Throwable e) {
    String why = e == null ? "PF4J refused it" : String.valueOf(e.getMessage());
    return new LensException(
        ErrorKind.USER, "bad-plugin", "plugin " + what + " does not load: " + why, e);
  }

  private static List<Path> listZips(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw LensException.user("no-plugins", "there is no plugin folder " + folder);
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().endsWith(".zip")).sorted().toList();
    } catch (IOException e) {
      throw LensException.resources("no-plugins", "cannot read the plugin folder " + folder, e);
    }
  }

  private static String hash(Path zip) {
    try {
      return CanonicalJson.sha256(Files.readAllBytes(zip));
    } catch (IOException e) {
      throw LensException.resources("bad-plugin", "cannot read " + zip, e);
    }
  }

  private static void clear(Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(p);
          }
        }
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw LensException.resources("no-plugins", "cannot empty the folder " + folder, e);
    }
  }
}
