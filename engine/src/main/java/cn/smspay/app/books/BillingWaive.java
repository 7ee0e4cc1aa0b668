package cn.smspay.app.books;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Filter;
import cn.smspay.files.billing.Rerun;
import cn.smspay.files.billing.WaiverReason;
import cn.smspay.files.billing.Waivers;
import cn.smspay.ops.errand.WritingMixin;
import cn.smspay.store.Store;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proposes to waive charges. */
@Command(
        name = "waive",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Lists charged records that may be waived; with --reason proposes to waive them.",
            "Somebody else releases the proposal: billing release. A waiver is a new record in the next file; nothing"
                    + " that was written changes."
        })
final class BillingWaive extends BillingCommand {
    private static final List<String> RECORD = List.of("number", "day", "sender", "amount_li", "disposition");

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final WritingMixin place = new WritingMixin(false);

    @Option(
            names = "--number",
            split = ",",
            paramLabel = "N",
            description = "These records; several with commas. Or name days with --from and --to.")
    private @Nullable List<Long> numbers;

    @Option(names = "--from", paramLabel = "DATE", converter = DateReader.class, description = "First accounting day.")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last accounting day; default: the first.")
    private @Nullable LocalDate to;

    @Option(
            names = "--disposition",
            defaultValue = "SYSTEM_FAULT",
            description = "Of the records of these days; default: SYSTEM_FAULT.")
    private String disposition = "SYSTEM_FAULT";

    @Option(names = "--restore", description = "Charge again what was waived; with --number.")
    private boolean restore;

    @Option(names = "--reason", paramLabel = "CODE", description = "Propose it: ${COMPLETION-CANDIDATES}.")
    private @Nullable WaiverReason reason;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "For instance a ticket's number.")
    private String note = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who proposes it; wanted with --reason.")
    private @Nullable String by;

    @Override
    public Integer call() {
        if ((numbers == null) == (from == null)) {
            throw wrong("name either records with --number or days with --from");
        } else if (restore && numbers == null) {
            throw wrong("--restore wants records with --number");
        } else if (reason != null && (by == null || by.isBlank())) {
            throw wrong("--reason wants the name of the operator with --by");
        } else if (reason == null && restore) {
            throw wrong("--restore wants a --reason");
        }
        if (from != null) {
            requireOrder(from, to == null ? from : to);
        }
        return reason == null ? with(data.folder, this::waive) : write(place, data.folder, this::waive);
    }

    private int waive(Store store) {
        var records = records(store);
        if (reason == null || by == null) {
            show(records);
            return Exit.DONE;
        }
        var chosen = numbers == null
                ? records.stream().map(ChargeRecord::number).toList()
                : numbers.stream().map(ChargeNumber::new).toList();
        if (sheet().isForPeople()) {
            show(records);
        }
        if (chosen.isEmpty()) {
            remark("There is nothing to waive.");
            printProposals(List.of());
            return Exit.DONE;
        }
        var waivers = new Waivers(store, new Billing());
        var proposal = restore
                ? waivers.proposeRestoring(chosen, reason, note, by, now(place))
                : waivers.propose(chosen, reason, note, by, now(place));
        remark("proposal " + proposal.id() + ": " + chosen.size() + " records, " + reason + ", by " + by
                + "; somebody else releases it with: billing release --id " + proposal.id());
        printProposals(List.of(proposal));
        return Exit.DONE;
    }

    private void printProposals(List<Waivers.WaiverProposal> proposals) {
        if (!sheet().isForPeople()) {
            sheet().print(
                            out(),
                            BillingRelease.PROPOSAL,
                            proposals.stream().map(BillingRelease::row).toList());
        }
    }

    /** Those of the days that may be waived, or those that were named. */
    private List<ChargeRecord> records(Store store) {
        if (numbers != null) {
            var charges = new Charges(store);
            return numbers.stream()
                    .flatMap(number -> charges.find(new ChargeNumber(number)).stream())
                    .toList();
        }
        var first = Objects.requireNonNull(from);
        return new Rerun(store)
                .waivable(Filter.days(first, to == null ? first : to).disposition(disposition));
    }

    private void show(List<ChargeRecord> records) {
        if (!sheet().isForPeople()) {
            sheet().print(out(), RECORD, records.stream().map(BillingWaive::row).toList());
            return;
        }
        records.forEach(r -> print(
                "%9d %s %6d li %s%n",
                r.number().value(),
                r.who().sender(),
                r.fee().amountLi(),
                r.what().disposition()));
    }

    private static List<Object> row(ChargeRecord record) {
        return List.of(
                record.number().value(),
                record.timing().day().date().toString(),
                record.who().sender(),
                record.fee().amountLi(),
                record.what().disposition());
    }
}
