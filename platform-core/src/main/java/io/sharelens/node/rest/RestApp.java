package io.sharelens.node.rest;

import io.sharelens.node.auth.Access;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.intake.Census;
import io.sharelens.node.intake.Departure;
import io.sharelens.node.intake.Intake;
import io.sharelens.node.intake.OwnerView;
import io.sharelens.node.intake.UploadRules;
import io.sharelens.node.live.LiveBoard;
import io.sharelens.node.metrics.NodeMetrics;
import io.sharelens.node.service.NodeServices;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Puts the resources together. Node 3 holds no pictures and has no resources for them. */
final class RestApp {
  private RestApp() {}

  static ResourceConfig make(
      NodeConfig config,
      Store store,
      NodeServices services,
      Access access,
      NodeMetrics metrics,
      LiveBoard board,
      Clock clock) {
    Set<Object> resources = new LinkedHashSet<>();
    Path temporary = temporary(config);
    resources.add(
        new ModelResource(store, services.models(), temporary, config.limits().maxModelBytes()));
    resources.add(new VersionResource(store, services.status()));
    resources.add(new AdminResource(access.accounts(), store, services.events(), services.stock()));
    resources.add(new TokenResource(access.tokens()));
    resources.add(new AuditResource(access.audit()));
    SessionCookie cookie = new SessionCookie(config, clock);
    resources.add(new SignInResource(config.node(), access, cookie));
    resources.add(
        new AdminModelResource(services.models(), temporary, config.limits().maxModelBytes()));
    resources.add(new AdminSchemeResource(services.schemes()));
    resources.add(new AdminChoiceResource(services.choices()));
    resources.add(new JobResource(services.jobs()));
    resources.add(new AdminLiveResource(services.nodes(), board, access.authenticator()));
    resources.add(
        new AdminPictureResource(
            new Census(config.node(), store, services.status(), services.events())));
    resources.add(new AdminJobResource(services.jobs(), services.events()));
    resources.add(new AdminSessionResource(store.sessions()));
    resources.add(new AdminRoundSettingsResource(services.rounds()));
    if (config.holdsPictures()) {
      UploadRules rules = UploadRules.secretSharing(config.node(), config.limits());
      Intake intake = new Intake(store, rules, config.limits(), services.events(), clock);
      resources.add(
          new PictureResource(
              intake, new OwnerView(store, services.status()), config.limits().chunkBytes()));
      resources.add(new RoundResource(services.rounds(), config.limits().chunkBytes()));
      resources.add(new AdminRoundResource(services.rounds()));
      Departure departure = new Departure(store, services.rounds(), services.events(), clock);
      resources.add(new DepartureResource(departure));
      resources.add(new AdminOwnerResource(departure));
      resources.add(new SearchResource(services.searches(), services.jobs(), config.limits()));
    }
    Set<Class<?>> classes = new LinkedHashSet<>();
    classes.add(InfoResource.class);
    resources.forEach(r -> classes.add(r.getClass()));
    OpenApi openApi = new OpenApi(classes, config.node(), services.status().info().version());
    resources.add(new InfoResource(services.status(), store, metrics, openApi));

    Noise.lower();
    ResourceConfig app = new ResourceConfig();
    app.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    app.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
    app.property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
    app.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    app.property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true);
    // No buffer: it would hold back events until it is full.
    app.property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER_SERVER, 0);
    app.register(new Json());
    app.register(JacksonFeature.withoutExceptionMappers());
    app.register(new CorrelationFilter());
    app.register(new MetricsFilter(metrics.registry()));
    app.register(new AccessFilter(access.authenticator(), access.signIns(), cookie));
    app.register(new AuditFilter(access.audit()));
    app.register(new ProblemMapper());
    app.register(new DrainFilter());
    resources.forEach(app::register);
    return app;
  }

  /** Whatever a crash left there is of no use to anybody. */
  private static Path temporary(NodeConfig config) {
    Path folder = config.data().resolve("tmp");
    try {
      Files.createDirectories(folder);
      try (var old = Files.list(folder)) {
        for (Path p : old.toList()) {
          Files.delete(p);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
