package cn.smspay.app.books;

import cn.smspay.books.charge.Billing;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Waivers;
import cn.smspay.ops.errand.WritingMixin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Releases or refuses proposals to waive. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Lists proposals to waive charges; with --id does what one of them proposes.",
            "Whoever proposed it cannot release it."
        })
final class BillingRelease extends BillingCommand {
    /** A proposal as a row. */
    static final List<String> PROPOSAL =
            List.of("proposal", "act", "records", "first_number", "reason", "proposed_by", "note");

    private static final List<String> OUTCOME = List.of("proposal", "outcome", "records_written");

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Option(names = "--id", paramLabel = "N", description = "The proposal.")
    private @Nullable Long id;

    @Option(names = "--by", paramLabel = "NAME", description = "Who releases it; wanted with --id.")
    private @Nullable String by;

    @Option(names = "--refuse", description = "Turn it down instead.")
    private boolean refuse;

    @Override
    public Integer call() {
        if (id != null && (by == null || by.isBlank())) {
            throw wrong("--id wants the name of the operator with --by");
        }
        if (id == null || by == null) {
            return with(data.folder, store -> {
                list(new Waivers(store, new Billing()));
                return Exit.DONE;
            });
        }
        return decide(id, by);
    }

    private int decide(long id, String by) {
        return write(place, data.folder, store -> {
            var waivers = new Waivers(store, new Billing());
            if (refuse) {
                waivers.refuse(id, by, now(place));
                tell("proposal " + id + " refused", OUTCOME, List.of(id, "REFUSED", 0));
            } else {
                int written = waivers.release(id, by, now(place)).size();
                tell(written + " records written", OUTCOME, List.of(id, "RELEASED", written));
            }
            return Exit.DONE;
        });
    }

    private void list(Waivers waivers) {
        var waiting = waivers.waiting(now());
        if (waiting.isEmpty()) {
            remark("No proposal waits.");
        }
        if (!sheet().isForPeople()) {
            sheet().print(
                            out(),
                            PROPOSAL,
                            waiting.stream().map(BillingRelease::row).toList());
            return;
        }
        waiting.forEach(proposal -> print(
                "%d: %s %d records, %s, by %s, %s%n",
                proposal.id(),
                proposal.restores() ? "charge again" : "waive",
                proposal.numbers().size(),
                proposal.reason(),
                proposal.proposedBy(),
                proposal.note()));
    }

    static List<Object> row(Waivers.WaiverProposal proposal) {
        return List.of(
                proposal.id(),
                proposal.restores() ? "RESTORE" : "WAIVE",
                proposal.numbers().size(),
                proposal.numbers().get(0).value(),
                proposal.reason().name(),
                proposal.proposedBy(),
                proposal.note());
    }
}
