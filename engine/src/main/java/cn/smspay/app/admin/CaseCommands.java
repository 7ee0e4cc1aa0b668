package cn.smspay.app.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Work that rules could not end. */
@Command(
        name = "case",
        description = "Work that rules could not end.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CaseCommands.All.class,
            CaseCommands.Show.class,
            CaseCommands.Take.class,
            CaseCommands.GiveBack.class,
            CaseCommands.Note.class,
            CaseCommands.Close.class,
            CaseCommands.Book.class
        })
final class CaseCommands {
    private CaseCommands() {}

    @Command(
            name = "book",
            mixinStandardHelpOptions = true,
            description = "Proposes to book money of the case out of SUSPENSE or into it; another person releases it.")
    static final class Book extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Number of the case.")
        private long id;

        @Parameters(index = "1", paramLabel = "WAY", description = "to or from.")
        @SuppressWarnings("NullAway.Init")
        private String way;

        @Parameters(
                index = "2",
                paramLabel = "WHOM",
                description = "customer, a number, merchant:ID, bank:ICBC or province:HUNAN.")
        @SuppressWarnings("NullAway.Init")
        private String whom;

        @Parameters(index = "3", paramLabel = "YUAN", description = "In yuan.")
        @SuppressWarnings("NullAway.Init")
        private String amount;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Book() {
            super("case.book");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id)
                    .put("way", way)
                    .put("whom", whom)
                    .put("amount", amount)
                    .put("why", why);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "What is not closed, oldest first; of a number everything.")
    static final class All extends AdminCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
        private @Nullable String number;

        @Option(names = "--after", paramLabel = "ID", description = "The last number of the page before.")
        private @Nullable Long after;

        All() {
            super("case.list");
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", number).put("after", after);
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One case with its notes.")
    static final class Show extends AdminCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        Show() {
            super("case.show");
        }

        @Override
        void arguments(Arguments to) {
            to.put("id", id);
        }
    }

    @Command(name = "take", mixinStandardHelpOptions = true, description = "You work on it from now on.")
    static final class Take extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        Take() {
            super("case.take");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id);
        }
    }

    @Command(name = "give-back", mixinStandardHelpOptions = true, description = "You do not work on it any more.")
    static final class GiveBack extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        GiveBack() {
            super("case.give-back");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id);
        }
    }

    @Command(name = "note", mixinStandardHelpOptions = true, description = "Notes something on it.")
    static final class Note extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        @Parameters(index = "1", paramLabel = "TEXT", description = "What to note.")
        @SuppressWarnings("NullAway.Init")
        private String text;

        Note() {
            super("case.note");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id).put("text", text);
        }
    }

    @Command(name = "close", mixinStandardHelpOptions = true, description = "Ends it.")
    static final class Close extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        @Parameters(index = "1", paramLabel = "OUTCOME", description = "How it ended.")
        @SuppressWarnings("NullAway.Init")
        private String text;

        Close() {
            super("case.close");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id).put("text", text);
        }
    }
}
