package cn.smspay.app.books;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.IntakeCounts;
import cn.smspay.files.billing.Reconciliation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares counts. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Compares records, files, the intake's figures and the SMSC's count file.",
            "Prints each difference by name, or that everything agrees.",
            "Give the engine's settings with --conf: amounts are compared with their billing.tariffs."
        })
final class BillingReconcile extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--intake",
            split = ",",
            arity = "1",
            paramLabel = "N",
            description = "Five figures: received,answered,refused,absorbed,inbox.")
    private @Nullable List<Long> intake;

    @Option(
            names = "--smsc",
            paramLabel = "FILE",
            description = "Table of the SMSC for one day: destination,delivered,accepted, and hour if it has hours.")
    private @Nullable Path smsc;

    @Option(
            names = "--smsc-records",
            paramLabel = "FILE",
            description = "The SMSC's own records of one day: source, destination, and message_id if it gave us ids.")
    private @Nullable Path records;

    @Option(
            names = "--day",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "The day of --smsc and --smsc-records; default: today.")
    private @Nullable LocalDate day;

    @Override
    public Integer call() {
        var counts = Optional.ofNullable(intake).map(this::counts);
        return with(data.folder, store -> {
            var reconciliation = new Reconciliation(store, tariffs());
            var differences = new ArrayList<>(reconciliation.of(counts));
            var of = day == null ? ServiceDay.of(now()) : ServiceDay.of(day);
            if (smsc != null) {
                differences.addAll(reconciliation.withSmsc(of, smsc));
            }
            if (records != null) {
                differences.addAll(reconciliation.withSmscRecords(of, records));
            }
            return report(
                    differences,
                    List.of("figure", "expected", "found"),
                    each -> List.of(each.name(), each.expected(), each.found()));
        });
    }

    private IntakeCounts counts(List<Long> figures) {
        if (figures.size() != 5) {
            throw wrong("--intake wants five figures, not " + figures.size()
                    + ": received,answered,refused,absorbed,inbox");
        }
        return new IntakeCounts(figures.get(0), figures.get(1), figures.get(2), figures.get(3), figures.get(4));
    }
}
