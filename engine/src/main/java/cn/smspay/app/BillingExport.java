package cn.smspay.app;

import cn.smspay.cli.Exit;
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
            printAll(
                    files(store, delivery.folder, delivery.formats).export(now(), this::progress),
                    "No file is due yet. To close what is open all the same: billing close");
            return Exit.DONE;
        });
    }
}
