package io.sharelens.node.rest;

import io.sharelens.api.SchemeOptions;
import io.sharelens.api.SchemeView;
import io.sharelens.node.service.ChoiceService;
import java.util.List;
import java.util.Map;

/** Nothing to choose from. */
final class FakeChoices implements ChoiceService {
  static final SchemeView SCHEME =
      new SchemeView("flsir", "00", 2, true, "public", Map.of(), "name: flsir\n", null, List.of());

  @Override
  public SchemeOptions options() {
    return new SchemeOptions(SCHEME, List.of(SCHEME), Map.of(), List.of(), List.of());
  }
}
