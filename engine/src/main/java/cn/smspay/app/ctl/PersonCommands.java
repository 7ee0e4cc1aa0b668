package cn.smspay.app.ctl;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is held of one person. */
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What is held of one person, through the engine that runs on the data folder.",
        subcommands = {PersonCommands.Show.class, PersonCommands.Erase.class})
public final class PersonCommands {
    private PersonCommands() {}

    /** With a number and a reason. */
    abstract static class OfPerson extends CtlCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        OfPerson(String word) {
            super(word);
        }

        @Override
        void prepare() {
            put("number", number).put("why", why);
        }

        @Override
        public Integer call() throws IOException {
            return once();
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Shows all that is held of the owner of a number, now and before, and how long each thing stays: name,",
                "document, bank card, texts, calls, orders, charges, looks in the audit. Masked; with --unmasked whole, which",
                "the audit keeps as such. With --json it is what is handed to whoever asks for his data."
            },
            footer = {
                "",
                "Examples: smspay person show 13800000001 --why \"he asks what we hold\"",
                "          smspay person show 13800000001 --why \"request 12\" --unmasked --json > 12.json"
            })
    static final class Show extends OfPerson {
        @Option(names = "--unmasked", description = "Nothing is masked; who looks and why is kept in the audit.")
        private boolean unmasked;

        Show() {
            super("person.show");
        }

        @Override
        void prepare() {
            super.prepare();
            put("whole", unmasked ? true : null);
        }
    }

    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description = {
                "Wipes what the law lets go once the account is closed: name, document, bank card, login names, texts,",
                "and the number in call records. Charge records, postings, orders and the audit stay. There is no way back."
            },
            footer = {"", "Example: smspay person erase 13800000001 --why \"he asks to be forgotten\""})
    static final class Erase extends OfPerson {
        @Mixin
        private final Confirmation sure = new Confirmation();

        Erase() {
            super("person.erase");
        }

        @Override
        void prepare() {
            super.prepare();
            sure.ask("Name, document, bank card, login names and texts are wiped, and there is no way back.");
        }
    }
}
