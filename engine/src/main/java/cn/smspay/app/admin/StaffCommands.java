package cn.smspay.app.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** People who work at the desks. */
@Command(
        name = "staff",
        description = "People who work at the desks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StaffCommands.Add.class,
            StaffCommands.Link.class,
            StaffCommands.Roles.class,
            StaffCommands.Unlock.class,
            StaffCommands.Leave.class,
            StaffCommands.Show.class
        })
final class StaffCommands {
    private StaffCommands() {}

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Invites somebody: prints the link's token, which is good once for a day, for password and one-time codes.")
    static final class Add extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Small letters, digits, dot, underscore or hyphen.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--role",
                required = true,
                split = ",",
                paramLabel = "ROLE",
                description = "clerk, supervisor, agent, operator, auditor or merchant-user; several are allowed.")
        private List<String> roles = List.of();

        @Option(names = "--merchant", paramLabel = "ID", description = "Of which merchant a merchant-user is.")
        private @Nullable String merchant;

        Add() {
            super("staff.add");
        }

        @Override
        void details(Arguments to) {
            to.put("name", name).put("roles", roles).put("merchant", merchant);
        }
    }

    @Command(
            name = "link",
            mixinStandardHelpOptions = true,
            description = "A new link for somebody who has lost password or phone.")
    static final class Link extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        Link() {
            super("staff.link");
        }

        @Override
        void details(Arguments to) {
            to.put("name", name);
        }
    }

    @Command(
            name = "roles",
            mixinStandardHelpOptions = true,
            description = "Gives somebody these roles instead of his own.")
    static final class Roles extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--role", required = true, split = ",", paramLabel = "ROLE", description = "The roles.")
        private List<String> roles = List.of();

        Roles() {
            super("staff.roles");
        }

        @Override
        void details(Arguments to) {
            to.put("name", name).put("roles", roles);
        }
    }

    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            description = "Lets somebody in again who was locked after five wrong logins.")
    static final class Unlock extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        Unlock() {
            super("staff.unlock");
        }

        @Override
        void details(Arguments to) {
            to.put("name", name);
        }
    }

    @Command(name = "leave", mixinStandardHelpOptions = true, description = "Somebody works here no more.")
    static final class Leave extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Who.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Leave() {
            super("staff.leave");
        }

        @Override
        void details(Arguments to) {
            to.put("name", name).put("why", why);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Everybody.")
    static final class Show extends AdminCommand {
        Show() {
            super("staff.list");
        }

        @Override
        void arguments(Arguments to) {
            // It needs none.
        }
    }
}
