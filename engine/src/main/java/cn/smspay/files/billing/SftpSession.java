package cn.smspay.files.billing;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A session with a server of files, in its folder. Whatever goes wrong is an {@link IOException} that names the step. Files are
 * written under a temporary name and renamed, so that half a file never has its name. One thread.
 */
public final class SftpSession implements AutoCloseable {
    private static final String PART = ".part";

    private final Session session;
    private final ChannelSftp sftp;

    private SftpSession(Session session, ChannelSftp sftp) {
        this.session = session;
        this.sftp = sftp;
    }

    /** Connects and goes to the folder. */
    public static SftpSession open(SftpTarget target) throws IOException {
        var step = "connecting to " + target.words();
        Session session = null;
        try {
            session = connect(target);
            step = "opening sftp at " + target.words();
            var sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(Math.toIntExact(target.timeout().toMillis()));
            step = "changing to the folder " + target.folder();
            sftp.cd(target.folder());
            return new SftpSession(session, sftp);
        } catch (JSchException | SftpException e) {
            if (session != null) {
                session.disconnect();
            }
            throw new IOException(step + ": " + e.getMessage(), e);
        }
    }

    private static Session connect(SftpTarget target) throws JSchException {
        var ssh = new JSch();
        ssh.setKnownHosts(target.knownHosts().toString());
        if (target.privateKey().isPresent()) {
            ssh.addIdentity(target.privateKey().get().toString());
        }
        var session = ssh.getSession(target.user(), target.host(), target.port());
        target.password().ifPresent(p -> session.setPassword(p.reveal().getBytes(StandardCharsets.UTF_8)));
        session.setConfig("StrictHostKeyChecking", "yes");
        session.connect(Math.toIntExact(target.timeout().toMillis()));
        return session;
    }

    /** Names of the files there are. */
    public List<String> names() throws IOException {
        try {
            return sftp.ls(".").stream()
                    .filter(entry -> entry.getAttrs().isReg())
                    .map(ChannelSftp.LsEntry::getFilename)
                    .sorted()
                    .toList();
        } catch (SftpException e) {
            throw new IOException("listing the folder: " + e.getMessage(), e);
        }
    }

    public void get(String name, Path to) throws IOException {
        try {
            sftp.get(name, to.toString());
        } catch (SftpException e) {
            throw new IOException("reading " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file unless one of this name and length is there: a name has one content for ever, so its receipt was lost. Nothing
     * need be deleted on the other side, where we may not have the right to.
     */
    public void put(Path file, String name) throws IOException {
        var temporary = name + PART;
        var step = "looking for " + name;
        try {
            if (has(name, Files.size(file))) {
                return;
            }
            step = "writing " + temporary;
            sftp.put(file.toString(), temporary, ChannelSftp.OVERWRITE);
            step = "looking at " + temporary;
            long arrived = sftp.stat(temporary).getSize();
            if (arrived != Files.size(file)) {
                throw new IOException(step + ": " + arrived + " of " + Files.size(file) + " bytes arrived");
            }
            step = "renaming " + temporary + " to " + name;
            sftp.rename(temporary, name);
        } catch (SftpException e) {
            throw new IOException(step + ": " + e.getMessage(), e);
        }
    }

    private boolean has(String name, long bytes) throws SftpException {
        try {
            return sftp.stat(name).getSize() == bytes;
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
