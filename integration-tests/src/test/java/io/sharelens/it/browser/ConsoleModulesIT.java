package io.sharelens.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sharelens.console.WebBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the console's modules compute, in the browser that runs them, without a node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleModulesIT {
  private static final String OPTIONS =
      """
      const options = {
        places: {
          backbone: [{name: 'net', parties: null, refused: null}],
          comparison: [
            {name: 'two', parties: 2, refused: null},
            {name: 'three', parties: 3, refused: null}],
          index: [{name: 'flat', parties: null, refused: null}],
          ranking: [{name: 'top', parties: null, refused: null}]},
        combinations: [
          {comparison: 'two', index: 'flat', ranking: 'top', parties: 2, refused: null},
          {comparison: 'two', index: 'flat', ranking: 'top', parties: 3,
            refused: {code: 'x', reason: 'two needs two nodes'}},
          {comparison: 'three', index: 'flat', ranking: 'top', parties: 3, refused: null}],
        weights: [
          {weights: 'public', refused: null},
          {weights: 'shared', refused: {code: 'y', reason: 'the model is not split'}}]};
      const serving = {name: 'mine', parties: 2, weights: 'public', places: {
        backbone: {plugin: 'net', options: {}}, comparison: {plugin: 'two', options: {}},
        index: {plugin: 'flat', options: {beam: '3'}}, ranking: {plugin: 'top', options: {}}}};
      """;

  private Chromium chromium;
  private HttpServer server;
  private WatchedPage watched;

  @BeforeAll
  void open() throws IOException {
    chromium = Chromium.start();
    WebBundle bundle = WebBundle.packaged();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(bundle, exchange));
    server.start();
    watched = chromium.page();
    watched
        .page()
        .navigate(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/vendor/uplot-licence.txt");
  }

  private static void answer(WebBundle bundle, HttpExchange exchange) throws IOException {
    var asset = bundle.find(exchange.getRequestURI().getPath().substring(1)).orElse(null);
    try (exchange) {
      if (asset == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", asset.mediaType());
      exchange.sendResponseHeaders(200, asset.bytes().length);
      exchange.getResponseBody().write(asset.bytes());
    }
  }

  @AfterAll
  void close() {
    if (watched != null) {
      watched.close();
    }
    if (server != null) {
      server.stop(0);
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private Object run(String script) {
    return watched.page().evaluate("async () => {" + script + "}");
  }

  @Test
  void aChoiceIsRefusedWithEachReason() {
    Object reasons =
        run(
            OPTIONS
                + """
                const c = await import('/console/views/scheme/choice.js');
                const wrong = c.withWeights(c.withParties(c.choiceOf(serving), 3), 'shared');
                return c.refusals(wrong, options);
                """);
    assertThat(reasons).isEqualTo(List.of("two needs two nodes", "the model is not split"));
  }

  @Test
  void anotherComparisonBringsItsNodesAndAnotherName() {
    Object scheme =
        run(
            OPTIONS
                + """
                const c = await import('/console/views/scheme/choice.js');
                const other = c.withPlugin(c.choiceOf(serving), 'comparison', 'three', options.places.comparison);
                return [c.refusals(other, options), c.schemeDocument(other), c.sameScheme(other, c.choiceOf(serving))];
                """);
    assertThat(scheme)
        .isEqualTo(
            List.of(
                List.of(),
                Map.of(
                    "name", "mine-three",
                    "parties", 3,
                    "backbone", Map.of("plugin", "net", "options", Map.of()),
                    "comparison", Map.of("plugin", "three", "options", Map.of()),
                    "index", Map.of("plugin", "flat", "options", Map.of("beam", "3")),
                    "ranking", Map.of("plugin", "top", "options", Map.of())),
                false));
  }

  @Test
  void aRedrawKeepsWhatIsTypedAndWhereTheFocusIs() {
    Object kept =
        run(
            """
            const { draw } = await import('/console/core/morph.js');
            const { el } = await import('/common/dom.js');
            const place = document.body.appendChild(el('div'));
            const view = (n, rows) => [el('p', {}, 'turn ' + n), el('input', { name: 'x' }),
              el('ul', {}, rows.map((r) => Object.assign(el('li', {}, r), { key: r })))];
            draw(place, view(1, ['a', 'b']));
            const input = place.querySelector('input');
            input.focus();
            input.value = 'typed';
            const b = place.querySelectorAll('li')[1];
            draw(place, view(2, ['c', 'b']));
            const said = [place.textContent, input.value, document.activeElement === input,
              place.querySelectorAll('li')[1] === b];
            place.remove();
            return said;
            """);
    assertThat(kept).isEqualTo(List.of("turn 2cb", "typed", true, true));
  }

  @Test
  void textOfTheServerStaysText() {
    Object said =
        run(
            """
            const { table } = await import('/console/core/parts.js');
            const place = document.body.appendChild(table('<i>names</i>',
              [{ title: 'Name', cell: (r) => r }], ['<img src=x onerror="globalThis.broken = 1">'], (r) => r));
            const said = [place.querySelectorAll('img, i').length, globalThis.broken === undefined];
            place.remove();
            return said;
            """);
    assertThat(said).isEqualTo(List.of(0, true));
  }

  /** Branches stand side by side and no two boxes in one place, with a short cut past them. */
  @Test
  void boxesOfALayerGraphDoNotOverlap() {
    Object overlaps =
        run(
            """
            const { BOX, layout } = await import('/console/views/scheme/graph-layout.js');
            const layer = (id, ...inputs) => ({ id, inputs });
            const { boxes, edges } = layout([layer('a', 'input'), layer('b', 'a'), layer('c', 'a'),
              layer('d', 'b', 'c'), layer('e', 'd', 'a')]);
            const all = [...boxes.values()];
            let overlaps = 0;
            for (const p of all) for (const q of all) {
              if (p !== q && Math.abs(p.x - q.x) < BOX.width && Math.abs(p.y - q.y) < BOX.height) overlaps++;
            }
            return [overlaps, boxes.get('b').y === boxes.get('c').y, boxes.get('b').x < boxes.get('c').x,
              edges.filter((e) => e.long).map((e) => e.from + e.to)];
            """);
    assertThat(overlaps).isEqualTo(List.of(0, true, true, List.of("ae")));
  }

  @Test
  void anActionRunsOnceAndKeepsItsProblem() {
    Object runs =
        run(
            """
            const { Actions } = await import('/console/core/actions.js');
            const { Problem } = await import('/common/problem.js');
            const said = [];
            const actions = new Actions(() => {}, (text) => said.push(text));
            let runs = 0;
            const slow = () => new Promise((done) => setTimeout(() => { runs++; done('done'); }, 20));
            await Promise.all([actions.run('x', slow), actions.run('x', slow)]);
            await actions.run('y', () => { throw new Problem('no', 'why not'); });
            return [runs, said, actions.running('x'), actions.problem('y').message];
            """);
    assertThat(runs).isEqualTo(List.of(1, List.of("done"), false, "why not"));
  }

  @Test
  void aPluginThatDiffersOrIsMissingIsMarked() {
    Object rows =
        run(
            """
            const { pluginRows } = await import('/console/views/nodes/plugins.js');
            const node = (...plugins) => ({ plugins: plugins.map(([name, hash]) => ({ name, hash })) });
            return pluginRows([node(['a', '1'], ['b', '1'], ['c', '1']), node(['a', '1'], ['b', '2'], ['c', '1']),
              node(['a', '1'], ['b', '1'])]).map((r) => r.name + r.differs);
            """);
    assertThat(rows).isEqualTo(List.of("afalse", "btrue", "ctrue"));
  }
}
