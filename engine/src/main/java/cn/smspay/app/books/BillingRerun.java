package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Filter;
import cn.smspay.files.billing.Rerun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes chosen records. */
@Command(
        name = "rerun",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Writes chosen records into a new folder with a manifest.",
            "They stay in their numbered files; a rerun is for looking, not for charging."
        })
final class BillingRerun extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DaysOption days = new DaysOption();

    @Option(names = "--province", description = "Only of this province.")
    private @Nullable String province;

    @Option(names = "--command", description = "Only of this command word.")
    private @Nullable String command;

    @Option(names = "--disposition", description = "Only of this disposition, or its part before the colon.")
    private @Nullable String disposition;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A folder that is new or empty.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() {
        requireOrder(days.from, days.to());
        return with(data.folder, store -> {
            var filter = new Filter(
                    days.from,
                    days.to(),
                    Optional.ofNullable(province),
                    Optional.ofNullable(command),
                    Optional.ofNullable(disposition));
            var written = new Rerun(store).write(filter, folder, now());
            tell(
                    written.folder() + ": " + written.records() + " records, " + written.sumLi() + " li",
                    List.of("folder", "records", "sum_li"),
                    List.of(written.folder().toString(), written.records(), written.sumLi()));
            return Exit.DONE;
        });
    }
}
