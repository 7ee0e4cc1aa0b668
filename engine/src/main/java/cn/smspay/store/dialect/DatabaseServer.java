package cn.smspay.store.dialect;

import cn.smspay.base.Secret;
import java.nio.file.Path;

/**
 * A database that is a server's.
 *
 * @param url as its driver takes it, {@code jdbc:postgresql://host:port/database}
 * @param password empty if the server asks for none
 * @param passwordFile where the password was read from, for the tools of the same machine; the folder itself if nowhere
 */
public record DatabaseServer(String url, String user, Secret password, Path passwordFile) {}
