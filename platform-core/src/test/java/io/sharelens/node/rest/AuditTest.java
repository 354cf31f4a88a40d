package io.sharelens.node.rest;

import static io.sharelens.node.rest.AccessTest.code;
import static io.sharelens.node.rest.TestNode.JSON_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.api.AuditEntry;
import io.sharelens.api.LeaveRequest;
import io.sharelens.api.NewPrincipal;
import io.sharelens.api.NewToken;
import io.sharelens.api.SignInRequest;
import io.sharelens.node.auth.Role;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of what administrators do, and what is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  private TestNode node;

  @BeforeAll
  void start(@TempDir Path root) throws Exception {
    node = TestNode.start(root, 1, PagesTest.WEB);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void changesAreWrittenDownWithWhoWhatAndHowItEnded() throws Exception {
    HttpResponse<byte[]> made =
        send("POST", "/v1/admin/principals", node.admin(), new NewPrincipal("ada", "owner"));
    AuditEntry line = entries("?actor=admin&action=principal.create&q=ada").getFirst();
    assertThat(line.actor()).isEqualTo("admin");
    assertThat(line.role()).isEqualTo("admin");
    assertThat(line.subject()).isEqualTo("ada");
    assertThat(line.outcome()).isEqualTo("ok");
    assertThat(made.headers().firstValue("X-Correlation-Id")).hasValue(line.correlationId());
    send("POST", "/v1/admin/principals", node.admin(), new NewPrincipal("ada", "owner"));
    assertThat(entries("?q=ada").getFirst().outcome()).isEqualTo("principal-exists");
    node.account("gus", "user");
    node.send("PUT", "/v1/admin/grants/gus/ada", node.admin(), null, null);
    assertThat(entries("?action=grant").getFirst().subject()).isEqualTo("gus ada");
    send(
        "POST",
        "/v1/admin/principals/gus/tokens",
        node.admin(),
        new NewToken("phone <i>", null, null));
    assertThat(entries("?action=token.create").getFirst().subject())
        .startsWith("gus ")
        .endsWith(" phone <i>");
    node.send("POST", "/v1/admin/models", node.admin(), new byte[] {9}, TestNode.BYTES);
    assertThat(entries("?action=model.stage").getFirst().subject()).hasSize(64);
  }

  @Test
  void refusalsAreWrittenDownToo() throws Exception {
    String owner = node.account("nosy", "owner");
    assertThat(
            code(send("POST", "/v1/admin/principals", owner, new NewPrincipal("friend", "admin"))))
        .isEqualTo("403 forbidden");
    AuditEntry line = entries("?actor=nosy").getFirst();
    assertThat(line.action()).isEqualTo("principal.create");
    assertThat(line.role()).isEqualTo("owner");
    assertThat(line.outcome()).isEqualTo("forbidden");
  }

  @Test
  void signInsAreWrittenDownFailedOnesWithoutAName() throws Exception {
    Browser browser = new Browser(node.webPort());
    browser.own("POST", "/v1/sign-in", new SignInRequest("slt1_stolen-and-revoked"));
    AuditEntry failed = entries("?action=sign-in").getFirst();
    assertThat(failed.actor()).isNull();
    assertThat(failed.outcome()).isEqualTo("wrong-token");
    assertThat(failed.subject()).isEqualTo("127.0.0.1");
    browser.own("POST", "/v1/sign-in", new SignInRequest(node.admin()));
    assertThat(entries("?action=sign-in").getFirst().actor()).isEqualTo("admin");
    browser.own("DELETE", "/v1/sign-in", null);
    assertThat(entries("?action=sign-out").getFirst().actor()).isEqualTo("admin");
  }

  @Test
  void anOwnerWhoLeavesIsWrittenDown() throws Exception {
    String owner = node.account("leaving", "owner");
    assertThat(send("POST", "/v1/owner/leave", owner, new LeaveRequest(false)).statusCode())
        .isEqualTo(200);
    AuditEntry line = entries("?action=owner.leave").getFirst();
    assertThat(line.actor()).isEqualTo("leaving");
    assertThat(line.subject()).isEqualTo("leaving");
  }

  @Test
  void lookingIsNotWrittenDownNorAreSecrets() throws Exception {
    int before = entries("?limit=1000").size();
    node.get("/v1/admin/principals", node.admin());
    node.get("/v1/admin/audit", node.admin());
    assertThat(entries("?limit=1000")).hasSize(before);
    String token = node.account("secretive", "user");
    String all = new String(node.get("/v1/admin/audit?limit=1000", node.admin()).body());
    assertThat(all).contains("secretive").doesNotContain(token, node.admin(), "stolen");
  }

  @Test
  void theLogIsReadInPagesAndSearched() throws Exception {
    for (int i = 0; i < 5; i++) {
      node.account("page_" + i, "user");
      node.account("paged" + i, "user");
    }
    List<AuditEntry> first = entries("?q=PAGED&limit=2");
    assertThat(first).extracting(AuditEntry::subject).containsExactly("paged4", "paged3");
    assertThat(entries("?q=paged&limit=2&before=" + first.getLast().id()))
        .extracting(AuditEntry::subject)
        .containsExactly("paged2", "paged1");
    assertThat(entries("?q=" + URLEncoder.encode("page_", StandardCharsets.UTF_8)))
        .as("signs of patterns mean themselves")
        .allSatisfy(e -> assertThat(e.subject()).startsWith("page_"));
    assertThat(entries("?action=principal")).isNotEmpty();
    assertThat(entries("?action=princip")).isEmpty();
    for (String bad : new String[] {"?limit=0", "?limit=1001", "?limit=x", "?before=-1"}) {
      assertThat(code(node.get("/v1/admin/audit" + bad, node.admin())))
          .isEqualTo("400 bad-parameter");
    }
    assertThat(code(node.get("/v1/admin/audit", node.account("watcher", "user"))))
        .isEqualTo("403 forbidden");
  }

  @Test
  void everyMethodThatChangesSomethingHasACodeOrSaysThatItDoesNot() throws Exception {
    List<Method> unmarked =
        resources()
            .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
            .filter(AuditTest::forAdministrators)
            .filter(
                m ->
                    !m.isAnnotationPresent(Audited.class)
                        && !m.isAnnotationPresent(ChangesNothing.class))
            .toList();
    assertThat(unmarked).as("give it @Audited(\"what.done\") or @ChangesNothing").isEmpty();
    List<String> codes =
        resources()
            .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
            .filter(m -> m.isAnnotationPresent(Audited.class))
            .map(m -> m.getAnnotation(Audited.class).value())
            .toList();
    assertThat(codes).hasSizeGreaterThan(15).allMatch(c -> c.matches("[a-z-]{1,30}\\.[a-z]{1,30}"));
  }

  private static boolean forAdministrators(Method m) {
    Allow allow = m.getAnnotation(Allow.class);
    boolean changing =
        m.isAnnotationPresent(POST.class)
            || m.isAnnotationPresent(PUT.class)
            || m.isAnnotationPresent(DELETE.class);
    return changing
        && allow != null
        && Arrays.stream(allow.value()).anyMatch(r -> r == Role.ADMIN || r == Role.MODEL_OWNER);
  }

  private static Stream<Class<?>> resources() throws Exception {
    Path folder =
        Path.of(RestApp.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(RestApp.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith("Resource.class"))
          .map(f -> RestApp.class.getPackageName() + "." + f.replace(".class", ""))
          .<Class<?>>map(AuditTest::load)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<AuditEntry> entries(String query) throws Exception {
    HttpResponse<byte[]> r = node.get("/v1/admin/audit" + query, node.admin());
    assertThat(r.statusCode()).as(new String(r.body())).isEqualTo(200);
    return List.of(TestNode.JSON.readValue(r.body(), AuditEntry[].class));
  }

  private HttpResponse<byte[]> send(String method, String path, String token, Object body)
      throws Exception {
    return node.send(method, path, token, TestNode.json(body), JSON_TYPE);
  }
}
