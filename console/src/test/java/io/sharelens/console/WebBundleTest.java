package io.sharelens.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebBundleTest {
  private final WebBundle bundle = WebBundle.packaged();

  @Test
  void hasThreePagesWithTheFilesTheyLoad() {
    assertThat(bundle.manifest().pages())
        .extracting(BundleManifest.Page::name)
        .containsExactly("console", "owner", "search");
    for (BundleManifest.Page page : bundle.manifest().pages()) {
      assertThat(page.hash()).matches("[0-9a-f]{64}").isEqualTo(bundle.hash(page.name()));
      assertThat(page.paths()).allSatisfy(p -> assertThat(bundle.find(p)).isPresent());
    }
  }

  @Test
  void hashesAreThoseOfTheBytes() {
    for (BundleManifest.File file : bundle.manifest().files()) {
      WebBundle.Asset asset = bundle.find(file.path()).orElseThrow();
      assertThat(asset.sha384()).isEqualTo(file.sha384()).isEqualTo(Hashes.sha384(asset.bytes()));
      assertThat(asset.bytes()).hasSize((int) file.bytes());
      assertThat(asset.mediaType()).as(file.path()).isNotEqualTo("application/octet-stream");
    }
  }

  @Test
  void foldersStandForTheirPages() {
    assertThat(bundle.find("search/")).isEqualTo(bundle.find("search/index.html")).isPresent();
    assertThat(List.of("", "../pom.xml", "search", "/search/", "nothing.js"))
        .allSatisfy(p -> assertThat(bundle.find(p)).isEmpty());
    assertThat(bundle.find(BundleManifest.PATH)).isPresent();
  }
}
