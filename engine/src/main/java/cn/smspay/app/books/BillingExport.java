package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.ops.errand.WritingMixin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Closes the files that are due. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Repairs what a crash left, then closes and publishes every file that is due. The engine does it, if one runs on",
            "the folder; said again it goes on where it was."
        })
final class BillingExport extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final DeliveryOption delivery = new DeliveryOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Override
    public Integer call() {
        return close(
                place,
                data.folder,
                delivery,
                (files, now) -> files.export(now, this::progress),
                "No file is due yet. To close what is open all the same: billing close");
    }
}
