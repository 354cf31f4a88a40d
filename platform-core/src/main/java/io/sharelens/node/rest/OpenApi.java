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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, made from the resource classes when it is first asked for. */
final class OpenApi {
  private static final String BEARER = "bearer";
  private static final String COOKIE = "cookie";

  private final Set<Class<?>> resources;
  private final int node;
  private final String version;
  private @Nullable String document;

  OpenApi(Set<Class<?>> resources, int node, String version) {
    this.resources = Set.copyOf(resources);
    this.node = node;
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

  /** Groups operations by what they are about: readers of a long list find their way. */
  static String tag(String path) {
    List<String> parts = Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList();
    if (parts.size() < 2 || !parts.getFirst().equals("v1")) {
      return "node";
    }
    if (!parts.get(1).equals("admin")) {
      return parts.get(1);
    }
    return parts.size() == 2 ? "admin" : "admin: " + parts.get(2);
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
            .addSecurityItem(new SecurityRequirement().addList(COOKIE))
            .components(
                new Components()
                    .addSecuritySchemes(
                        BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER))
                    .addSecuritySchemes(
                        COOKIE,
                        new SecurityScheme()
                            .type(SecurityScheme.Type.APIKEY)
                            .in(SecurityScheme.In.COOKIE)
                            .name(SessionCookie.PREFIX + node)
                            .description(
                                "From POST /v1/sign-in, for the node's own pages. What changes"
                                    + " something needs the header 'X-ShareLens: 1' too.")));
    OpenAPI api = new Reader(new SwaggerConfiguration().openAPI(base)).read(resources);
    api.getPaths()
        .forEach(
            (path, item) -> item.readOperations().forEach(op -> op.setTags(List.of(tag(path)))));
    try {
      return Json.mapper().writeValueAsString(api);
    } catch (IOException e) {
      throw LensException.internal("no-openapi", "cannot write the OpenAPI document: " + e);
    }
  }
}
