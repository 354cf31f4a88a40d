package io.sharelens.api;

import java.util.List;

/** The platform's ordered list of classes. */
public record CategoryList(List<String> categories) {
  public CategoryList {
    categories = List.copyOf(categories);
  }
}
