package cn.smspay.app;

import cn.smspay.books.charge.Billing;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Filter;
import cn.smspay.files.billing.Rerun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Corrects charges to zero. */
@Command(
        name = "waive",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Lists charged records that may be waived; with --apply corrects them to zero.",
            "A correction is a new record in the next file; nothing that was written changes."
        })
final class BillingWaive extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DaysOption days = new DaysOption();

    @Option(names = "--disposition", defaultValue = "SYSTEM_FAULT", description = "Default: SYSTEM_FAULT.")
    private String disposition = "SYSTEM_FAULT";

    @Option(names = "--apply", paramLabel = "REASON", description = "Waive them, for this reason.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        requireOrder(days.from, days.to());
        return with(data.folder, store -> {
            var rerun = new Rerun(store);
            var records = rerun.waivable(Filter.days(days.from, days.to()).disposition(disposition));
            records.forEach(r -> print(
                    "%9d %s %6d li %s%n",
                    r.number().value(),
                    r.who().sender(),
                    r.fee().amountLi(),
                    r.what().disposition()));
            if (reason != null) {
                var done = rerun.waive(new Billing(), records, reason, now());
                print("%d records waived%n", done.size());
            }
            return Exit.DONE;
        });
    }
}
