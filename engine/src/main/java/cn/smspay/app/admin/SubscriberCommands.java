package cn.smspay.app.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the carrier says of its subscribers. */
@Command(
        name = "subscriber",
        description = "What the carrier says of its subscribers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SubscriberCommands.Put.class,
            SubscriberCommands.Status.class,
            SubscriberCommands.Cancel.class,
            SubscriberCommands.Reissue.class,
            SubscriberCommands.Language.class,
            SubscriberCommands.Profile.class,
            SubscriberCommands.Transferable.class,
            SubscriberCommands.Transfer.class,
            SubscriberCommands.Renumber.class,
            SubscriberCommands.SimChange.class
        })
final class SubscriberCommands {
    private SubscriberCommands() {}

    @Command(name = "put", mixinStandardHelpOptions = true, description = "A new number, or news of a known one.")
    static final class Put extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(names = "--province", required = true, paramLabel = "PROVINCE", description = "Like HUNAN or 湖南.")
        @SuppressWarnings("NullAway.Init")
        private String province;

        @Option(names = "--brand", required = true, paramLabel = "BRAND", description = "Like GOTONE or 全球通.")
        @SuppressWarnings("NullAway.Init")
        private String brand;

        @Option(names = "--operator", paramLabel = "OPERATOR", description = "CHINA_MOBILE if not said.")
        private @Nullable String operator;

        @Option(names = "--secondary", description = "It is the secondary number of a SIM.")
        private boolean secondary;

        Put() {
            super("subscriber.put");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number)
                    .put("province", province)
                    .put("brand", brand)
                    .put("operator", operator)
                    .on("secondary", secondary);
        }
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "The condition of the phone.")
    static final class Status extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "STATUS", description = "A code from 00 to 06 or 99, or its name.")
        @SuppressWarnings("NullAway.Init")
        private String status;

        @Option(names = "--reason", paramLabel = "REASON", description = "申请, 欠费, 挂失 or 局方.")
        private @Nullable String reason;

        Status() {
            super("subscriber.status");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("status", status).put("reason", reason);
        }
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "The number is given up.")
    static final class Cancel extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        Cancel() {
            super("subscriber.cancel");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number);
        }
    }

    @Command(name = "reissue", mixinStandardHelpOptions = true, description = "The number has a new owner.")
    static final class Reissue extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(names = "--province", paramLabel = "PROVINCE", description = "If it is another one.")
        private @Nullable String province;

        @Option(names = "--brand", paramLabel = "BRAND", description = "If it is another one.")
        private @Nullable String brand;

        Reissue() {
            super("subscriber.reissue");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("province", province).put("brand", brand);
        }
    }

    @Command(name = "language", mixinStandardHelpOptions = true, description = "The language of texts.")
    static final class Language extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "LANGUAGE", description = "zh or en.")
        @SuppressWarnings("NullAway.Init")
        private String language;

        Language() {
            super("subscriber.language");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("language", language);
        }
    }

    @Command(
            name = "profile",
            mixinStandardHelpOptions = true,
            description = "Who the subscriber is, as the hall has seen it.")
    static final class Profile extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Asked for if left empty.",
                arity = "0..1",
                interactive = true,
                echo = true,
                prompt = "name: ")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--id-type", paramLabel = "ID_TYPE", description = "ID_CARD if not said.")
        private @Nullable String idType;

        @Option(
                names = "--id-number",
                required = true,
                paramLabel = "ID_NUMBER",
                description = "Asked for if left empty.",
                arity = "0..1",
                interactive = true,
                echo = true,
                prompt = "id number: ")
        @SuppressWarnings("NullAway.Init")
        private String idNumber;

        Profile() {
            super("subscriber.profile");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("name", name).put("id_type", idType).put("id_number", idNumber);
        }
    }

    @Command(
            name = "transferable",
            mixinStandardHelpOptions = true,
            description = "Whether the number could change hands now.")
    static final class Transferable extends AdminCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        Transferable() {
            super("subscriber.transferable");
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", number);
        }
    }

    @Command(name = "transfer", mixinStandardHelpOptions = true, description = "Another person has the number.")
    static final class Transfer extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        Transfer() {
            super("subscriber.transfer");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number);
        }
    }

    @Command(name = "renumber", mixinStandardHelpOptions = true, description = "The person has another number.")
    static final class Renumber extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "TO", description = "The new number.")
        @SuppressWarnings("NullAway.Init")
        private String next;

        Renumber() {
            super("subscriber.renumber");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("to", next);
        }
    }

    @Command(name = "sim-change", mixinStandardHelpOptions = true, description = "The subscriber has another SIM.")
    static final class SimChange extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "ICCID", description = "19 or 20 characters.")
        @SuppressWarnings("NullAway.Init")
        private String iccid;

        SimChange() {
            super("subscriber.sim-change");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("iccid", iccid);
        }
    }
}
