package cn.smspay.ops.admin;

import cn.smspay.engine.Engine;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control socket of an engine, if its folder's name leaves room for one: an engine serves subscribers without it. Close it
 * before the engine.
 */
public final class Control implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private final @Nullable ControlSocket socket;

    private Control(@Nullable ControlSocket socket) {
        this.socket = socket;
    }

    /** Listens for commands to this engine. */
    public static Control of(Engine engine) {
        var data = engine.config().data();
        try {
            var socket = new ControlSocket(data);
            AdminWords.register(socket, engine.desks());
            new ReleaseWords(engine.publisher(), data).register(socket);
            return new Control(socket);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "commands such as smspay admin will not be heard: no socket at {}: {}",
                    data.resolve(ControlSocket.FILE),
                    e.getMessage());
            return new Control(null);
        }
    }

    /** Makes a word of one's own known. */
    public void register(String word, ControlWord does) {
        if (socket != null) {
            socket.register(word, does);
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.warn("the control socket could not be closed: {}", e.getMessage());
        }
    }
}
