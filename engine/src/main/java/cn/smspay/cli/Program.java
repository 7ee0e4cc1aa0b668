package cn.smspay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The whole program as its root command knows it, for commands that run others of it. */
public interface Program {
    /** All commands, none of them run yet. */
    CommandLine commands();

    /** The program that this command belongs to. */
    static Program of(CommandSpec command) {
        if (command.root().userObject() instanceof Program program) {
            return program;
        }
        throw new IllegalStateException(command.qualifiedName() + " stands in no program");
    }
}
