package cn.smspay.app.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who did what. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Who looked at what and did what, newest first, a hundred at a time; of one customer or of all.")
final class AuditCommand extends AdminCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NUMBER", description = "Eleven digits.")
    private @Nullable String number;

    @Option(names = "--subscription", paramLabel = "ID", description = "Of somebody whose number is gone.")
    private @Nullable Long subscription;

    @Option(names = "--before", paramLabel = "ID", description = "The last number of the page before.")
    private @Nullable Long before;

    @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
    @SuppressWarnings("NullAway.Init")
    private String why;

    AuditCommand() {
        super("audit.list");
    }

    @Override
    void arguments(Arguments to) {
        to.put("number", number)
                .put("subscription", subscription)
                .put("before", before)
                .put("why", why);
    }
}
