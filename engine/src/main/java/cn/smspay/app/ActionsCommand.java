package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ActionList;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who writes a step that has something done. */
@Command(
        name = "actions",
        description = {
            "Lists the actions that a step can have done, with inputs, outcomes, and the values of each outcome",
            "with the most characters that they take; without a name also the conditions and limits that files may name."
        },
        mixinStandardHelpOptions = true)
final class ActionsCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Only this action.")
    private @Nullable String name;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    /** Of a line of names on a terminal. */
    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var actions = new ActionList(ServiceCatalogue.catalogue());
        if (name != null && !actions.names().contains(name)) {
            spec.commandLine()
                    .getErr()
                    .println("no action is called \"" + name + "\"; " + Faults.suggestion(name, actions.names()));
            return Exit.USAGE;
        }
        var asked = name == null ? actions.names() : Set.of(name);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(actions.json(asked));
        } else {
            actions.lines(asked).forEach(out::println);
            if (name == null) {
                actions.names(WIDTH).forEach(out::println);
            }
        }
        return Exit.DONE;
    }
}
