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
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Override
    public Integer call() {
        return write(place, data.folder, store -> {
            long deleted = new Retention(store, settings()).purge(now());
            tell(deleted + " records deleted", List.of("deleted"), List.of(deleted));
            return Exit.DONE;
        });
    }
}
