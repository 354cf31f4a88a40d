package io.sharelens.cli.admin;

import io.sharelens.client.AdminClient;
import io.sharelens.mpc.error.LensException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The platform's ordered class list. */
@Command(
    name = "categories",
    description = "The platform's ordered class list, published with the model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CategoriesCommand.SetList.class, CategoriesCommand.Show.class})
final class CategoriesCommand {

  @Command(
      name = "set",
      description = "Sets the list at all nodes.",
      mixinStandardHelpOptions = true)
  static final class SetList extends AdminCall {
    @Parameters(arity = "1..*", paramLabel = "CATEGORY", description = "Names in order.")
    private List<String> names = List.of();

    @Override
    void run(AdminClient admin) {
      if (names.stream().distinct().count() != names.size()) {
        throw LensException.user("bad-categories", "a category is named twice");
      }
      admin.setCategories(names);
      print(Map.of("categories", names), out -> out.println(String.join(", ", names)));
    }
  }

  @Command(name = "show", description = "Shows the list.", mixinStandardHelpOptions = true)
  static final class Show extends AdminCall {
    @Override
    void run(AdminClient admin) {
      List<String> names = admin.infos().getFirst().categories();
      print(Map.of("categories", names), out -> out.println(String.join(", ", names)));
    }
  }
}
