package io.sharelens.node.store;

import java.util.List;

/** The platform's ordered list of classes. */
public final class Categories {
  private final Database db;

  Categories(Database db) {
    this.db = db;
  }

  public List<String> list() {
    return db.with(
        h ->
            h.createQuery("SELECT name FROM categories ORDER BY place").mapTo(String.class).list());
  }

  /** Replaces the whole list; names are distinct. */
  public void replace(List<String> names) {
    db.inTransaction(
        () ->
            db.with(
                h -> {
                  h.execute("DELETE FROM categories");
                  for (int i = 0; i < names.size(); i++) {
                    h.execute(
                        "INSERT INTO categories (place, name) VALUES (?, ?)", i, names.get(i));
                  }
                  return names.size();
                }));
  }
}
