package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Retention;
import cn.smspay.ops.errand.WritingMixin;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes old records. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Deletes published records older than the retention; the rows about their files stay.")
final class BillingPurge extends BillingCommand {
    private static final long PROGRESS_EVERY = 100_000;

    private long told;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    private void progress(long deleted) {
        if (deleted / PROGRESS_EVERY > told) {
            told = deleted / PROGRESS_EVERY;
            remark(deleted + " records deleted so far; saying it again takes up a run broken off");
        }
    }

    @Override
    public Integer call() {
        return write(place, data.folder, store -> {
            long deleted = new Retention(store, settings(place)).purge(now(place), this::progress);
            tell(deleted + " records deleted", List.of("deleted"), List.of(deleted));
            return Exit.DONE;
        });
    }
}
