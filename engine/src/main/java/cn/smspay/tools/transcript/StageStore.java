package cn.smspay.tools.transcript;

import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;

/** Where the database of a stage is. */
@FunctionalInterface
interface StageStore {
    /** A file in the stage's folder, with little in memory. */
    StageStore FILES = folder -> new StoreSettings(folder.resolve("chat.db"), true, 4, 0, 1);

    /** @param folder of one stage alone */
    StoreSettings in(Path folder);
}
