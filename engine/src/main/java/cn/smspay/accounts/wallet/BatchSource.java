package cn.smspay.accounts.wallet;

import java.io.IOException;
import java.io.InputStream;

/** Where a batch comes from; it is read more than once. */
@FunctionalInterface
public interface BatchSource {
    InputStream open() throws IOException;
}
