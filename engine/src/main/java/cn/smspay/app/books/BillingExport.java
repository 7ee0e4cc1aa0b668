package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.DayTotals;
import cn.smspay.files.billing.SenderIndex;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Closes the files that are due. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Repairs what a crash left, then closes and publishes every file that is due.")
final class BillingExport extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DeliveryOption delivery = new DeliveryOption();

    @Override
    public Integer call() {
        return with(data.folder, store -> {
            var files = files(store, delivery.folder, delivery.formats).export(now(), this::progress);
            new SenderIndex(store, data.folder.resolve(SenderIndex.FOLDER)).extend();
            new DayTotals(store, data.folder.resolve(DayTotals.FOLDER)).extend();
            printAll(files, "No file is due yet. To close what is open all the same: billing close");
            return Exit.DONE;
        });
    }
}
