package cn.smspay.app.ops;

import cn.smspay.cli.Exit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a shell needs to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what a shell needs to complete the program's commands and options by the tabulator key.",
        footer = {
            "",
            "Examples: source <(smspay completion bash)",
            "          smspay completion zsh > ~/.smspay-completion && echo 'source ~/.smspay-completion' >> ~/.zshrc"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** Shells whose completion the script knows. */
    enum Shell {
        BASH,
        ZSH
    }

    /** The functions of bash for completion are zsh's, too, once it is told. */
    private static final String ZSH = """
            autoload -U +X compinit && compinit
            autoload -U +X bashcompinit && bashcompinit
            """;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "bash or zsh (default: ${DEFAULT-VALUE}).")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        var script = AutoComplete.bash(root.getCommandName().toLowerCase(Locale.ROOT), root);
        var out = spec.commandLine().getOut();
        out.print(shell == Shell.ZSH ? ZSH + script : script);
        out.flush();
        return Exit.DONE;
    }
}
