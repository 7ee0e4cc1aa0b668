package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.DayTotals;
import cn.smspay.files.billing.Summary;
import cn.smspay.files.billing.SummaryText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts and sums records. */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Counts and sums records by day, hour, province, command or disposition.")
final class BillingSummary extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DaysOption days = new DaysOption();

    @Option(names = "--by", defaultValue = "DAY", description = "${COMPLETION-CANDIDATES}; default DAY.")
    private Summary.By by = Summary.By.DAY;

    @Option(names = "--bars", description = "Draw bars in the terminal.")
    private boolean bars;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write the bars as a picture.")
    private @Nullable Path svg;

    @Override
    public Integer call() {
        requireOrder(days.from, days.to());
        return with(data.folder, store -> {
            var totals = new DayTotals(store, data.folder.resolve(DayTotals.FOLDER));
            var lines = new Summary(store, Optional.of(totals)).of(days.from, days.to(), by);
            if (sheet().isForPeople()) {
                out().print(bars ? SummaryText.bars(lines) : SummaryText.table(lines));
            } else {
                sheet().print(
                                out(),
                                List.of(by.name().toLowerCase(Locale.ROOT), "records", "sum_li"),
                                lines.stream()
                                        .map(line -> List.<Object>of(line.key(), line.records(), line.sumLi()))
                                        .toList());
            }
            long deleted = new Summary(store).deleted(days.from, days.to());
            if (deleted > 0) {
                remark(SummaryText.deleted(deleted));
            }
            if (svg != null) {
                write(svg, SummaryText.svg("Uplinks by " + by.name().toLowerCase(Locale.ROOT), lines));
            }
            return Exit.DONE;
        });
    }
}
