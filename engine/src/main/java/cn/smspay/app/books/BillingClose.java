package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.DayTotals;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.files.format.CloseReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Closes what is open. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Like export, and closes also what is open although no limit is reached yet.")
final class BillingClose extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DeliveryOption delivery = new DeliveryOption();

    @Override
    public Integer call() {
        return with(data.folder, store -> {
            var files = files(store, delivery.folder, delivery.formats).close(now(), CloseReason.HAND, this::progress);
            new SenderIndex(store, data.folder.resolve(SenderIndex.FOLDER)).extend();
            new DayTotals(store, data.folder.resolve(DayTotals.FOLDER)).extend();
            printAll(files, "Nothing is open.");
            return Exit.DONE;
        });
    }
}
