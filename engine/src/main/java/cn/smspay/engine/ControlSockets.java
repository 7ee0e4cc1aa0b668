package cn.smspay.engine;

import cn.smspay.counter.Desks;
import cn.smspay.ops.admin.AdminWords;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's control socket, if the folder's name leaves room for one: an engine serves subscribers without it. */
public final class ControlSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSockets.class);

    private final @Nullable ControlSocket socket;

    private ControlSockets(@Nullable ControlSocket socket) {
        this.socket = socket;
    }

    static ControlSockets open(Path data, Desks desks) {
        try {
            var socket = new ControlSocket(data);
            AdminWords.register(socket, desks);
            return new ControlSockets(socket);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "commands such as smspay admin will not be heard: no socket at {}: {}",
                    data.resolve(ControlSocket.FILE),
                    e.getMessage());
            return new ControlSockets(null);
        }
    }

    /** Makes a word known. */
    public void register(String word, ControlWord does) {
        if (socket != null) {
            socket.register(word, does);
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
    }
}
