package cn.smspay.app.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Customers and their accounts. */
@Command(
        name = "customer",
        description = "Customers and their accounts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CustomerCommands.Show.class,
            CustomerCommands.Transactions.class,
            CustomerCommands.Locks.class,
            CustomerCommands.OpenRequest.class,
            CustomerCommands.Open.class,
            CustomerCommands.Close.class,
            CustomerCommands.Freeze.class,
            CustomerCommands.Unfreeze.class
        })
final class CustomerCommands {
    private CustomerCommands() {}

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One customer with account, counters and locks.")
    static final class Show extends AdminCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
        private @Nullable String number;

        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Instead of a number: of somebody whose number is gone.")
        private @Nullable Long subscription;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Show() {
            super("customer.show");
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", number).put("subscription", subscription).put("why", why);
        }
    }

    @Command(
            name = "transactions",
            mixinStandardHelpOptions = true,
            description = "Movements of cash and card account, newest first, a hundred at a time.")
    static final class Transactions extends AdminCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
        private @Nullable String number;

        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Instead of a number: of somebody whose number is gone.")
        private @Nullable Long subscription;

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, like 2010-01-31.")
        @SuppressWarnings("NullAway.Init")
        private String from;

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day.")
        @SuppressWarnings("NullAway.Init")
        private String last;

        @Option(names = "--before", paramLabel = "NEXT", description = "The next of the page before.")
        private @Nullable Long before;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Transactions() {
            super("customer.transactions");
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", number)
                    .put("subscription", subscription)
                    .put("from", from)
                    .put("to", last)
                    .put("before", before)
                    .put("why", why);
        }
    }

    @Command(name = "locks", mixinStandardHelpOptions = true, description = "How the passwords stand.")
    static final class Locks extends AdminCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        Locks() {
            super("customer.locks");
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", number);
        }
    }

    @Command(
            name = "open-request",
            mixinStandardHelpOptions = true,
            description = "Sends the agreement by short message; the answer A opens the account.")
    static final class OpenRequest extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        OpenRequest() {
            super("customer.open-request");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number);
        }
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            description = "Opens at once for somebody who stands there.")
    static final class Open extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(names = "--id-checked", description = "The document was looked at.")
        private boolean idChecked;

        @Option(names = "--sim-present", description = "The phone with its SIM is there.")
        private boolean simPresent;

        Open() {
            super("customer.open");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).on("id_checked", idChecked).on("sim_present", simPresent);
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Closes with document and SIM, or with what proves who calls.")
    static final class Close extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(names = "--id-checked", description = "The document was looked at.")
        private boolean idChecked;

        @Option(names = "--sim-present", description = "The phone with its SIM is there.")
        private boolean simPresent;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The name that the caller says; asked for if left empty.",
                arity = "0..1",
                interactive = true,
                echo = true,
                prompt = "name: ")
        private @Nullable String name;

        @Option(
                names = "--id-number",
                paramLabel = "ID_NUMBER",
                description = "The document's number that he says; asked for if left empty.",
                arity = "0..1",
                interactive = true,
                echo = true,
                prompt = "id number: ")
        private @Nullable String idNumber;

        @Option(names = "--service-checked", description = "The carrier took the service password.")
        private boolean serviceChecked;

        Close() {
            super("customer.close");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number)
                    .on("id_checked", idChecked)
                    .on("sim_present", simPresent)
                    .put("name", name)
                    .put("id_number", idNumber)
                    .on("service_checked", serviceChecked);
        }
    }

    @Command(name = "freeze", mixinStandardHelpOptions = true, description = "Stops all debits.")
    static final class Freeze extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
        private @Nullable String number;

        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Instead of a number: of somebody whose number is gone.")
        private @Nullable Long subscription;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Freeze() {
            super("customer.freeze");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("subscription", subscription).put("why", why);
        }
    }

    @Command(
            name = "unfreeze",
            mixinStandardHelpOptions = true,
            description = "Proposes to let debits go on; another person releases it.")
    static final class Unfreeze extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
        private @Nullable String number;

        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Instead of a number: of somebody whose number is gone.")
        private @Nullable Long subscription;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Unfreeze() {
            super("customer.unfreeze");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("subscription", subscription).put("why", why);
        }
    }
}
