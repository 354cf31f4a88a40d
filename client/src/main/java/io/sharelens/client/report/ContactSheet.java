package io.sharelens.client.report;

import io.sharelens.client.picture.PictureFormat;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes found pictures to a folder, with an {@code index.html} that shows them and needs nothing
 * else: no script, no style sheet, no server.
 */
public final class ContactSheet {
  private ContactSheet() {}

  /**
   * Writes {@code NN-<owner>-<id>.<ext>} for each picture, {@code query.<ext>} and {@code
   * index.html}.
   *
   * @param query the picture that was searched with
   * @return the index
   */
  public static Path write(Path folder, byte[] query, SearchOutcome outcome) {
    try {
      Files.createDirectories(folder);
      String queryName = "query." + extension(query);
      Files.write(folder.resolve(queryName), query);
      List<String> names = new ArrayList<>();
      for (FoundPicture picture : outcome.pictures()) {
        byte[] content = picture.content();
        String name =
            "%02d-%s-%s.%s"
                .formatted(
                    picture.rank(),
                    plain(picture.owner()),
                    plain(picture.id()),
                    extension(content));
        Files.write(folder.resolve(name), content);
        names.add(name);
      }
      Path index = folder.resolve("index.html");
      Files.writeString(index, page(queryName, outcome, names));
      return index;
    } catch (IOException e) {
      throw LensException.resources("no-disk", folder + " cannot be written: " + e, e);
    }
  }

  private static String page(String queryName, SearchOutcome outcome, List<String> names) {
    StringBuilder figures = new StringBuilder();
    for (FoundPicture picture : outcome.pictures()) {
      String name = names.get(picture.rank() - 1);
      figures.append(
          """
          <figure>
            <a href="%1$s"><img src="%1$s" alt="rank %2$d" loading="lazy"></a>
            <figcaption><b>%2$d</b> %3$s<br><small>%4$s &middot; score %5$d</small></figcaption>
          </figure>
          """
              .formatted(
                  Html.escape(name),
                  picture.rank(),
                  Html.escape(picture.owner()),
                  Html.escape(picture.id()),
                  picture.score()));
    }
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
    <title>ShareLens: search result</title>
    <style>
    body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; background: #fafafa }
    main { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 1rem }
    figure { margin: 0; background: #fff; border: 1px solid #ddd; padding: .5rem }
    img { width: 100%%; height: 160px; object-fit: contain }
    small { color: #666; overflow-wrap: anywhere }
    .query { width: 180px; margin-bottom: 1.5rem }
    </style>
    </head>
    <body>
    <h1>Search result</h1>
    <figure class="query"><img src="%s" alt="query"><figcaption>query</figcaption></figure>
    <main>
    %s</main>
    <p><small>Search %s, epoch %d. Put together on this machine; no server saw the query
    or a picture.</small></p>
    </body>
    </html>
    """
        .formatted(
            Html.escape(queryName), figures, Html.escape(outcome.searchId()), outcome.epoch());
  }

  private static String extension(byte[] content) {
    return PictureFormat.of(content).map(PictureFormat::extension).orElse("bin");
  }

  /** Ids and owners come from others: nothing of them may leave the folder or the page. */
  private static String plain(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
    return safe.length() > 60 ? safe.substring(0, 60) : safe;
  }
}
