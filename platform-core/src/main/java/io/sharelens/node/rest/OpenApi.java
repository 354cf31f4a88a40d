package io.sharelens.node.rest;

import io.sharelens.mpc.error.LensException;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, made from the resource classes when it is first asked for. */
final class OpenApi {
  private static final String BEARER = "bearer";

  private final Set<Class<?>> resources;
  private final String version;
  private @Nullable String document;

  OpenApi(Set<Class<?>> resources, String version) {
    this.resources = Set.copyOf(resources);
    this.version = version;
  }

  synchronized String document() {
    String known = document;
    if (known == null) {
      known = make();
      document = known;
    }
    return known;
  }

  private String make() {
    OpenAPI base =
        new OpenAPI()
            .info(
                new Info()
                    .title("ShareLens node")
                    .version(version)
                    .description("Private image search on secret shares: one node's interface")
                    .license(new License().name("Apache-2.0")))
            .addSecurityItem(new SecurityRequirement().addList(BEARER))
            .components(
                new Components()
                    .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER)));
    OpenAPI api = new Reader(new SwaggerConfiguration().openAPI(base)).read(resources);
    try {
      return Json.mapper().writeValueAsString(api);
    } catch (IOException e) {
      throw LensException.internal("no-openapi", "cannot write the OpenAPI document: " + e);
    }
  }
}
