package cn.smspay.ops.admin;

import cn.smspay.engine.Engine;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord;
import cn.smspay.ops.ctl.ConsoleSide;
import cn.smspay.ops.ctl.CtlWords;
import cn.smspay.ops.ctl.LiveEngineView;
import cn.smspay.web.console.ConsoleDoor;
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
    private final @Nullable ConsoleDoor console;

    private Control(@Nullable ControlSocket socket, @Nullable ConsoleDoor console) {
        this.socket = socket;
        this.console = console;
    }

    /** Listens for commands to this engine. */
    public static Control of(Engine engine) {
        var data = engine.config().data();
        var look = new LiveEngineView(engine);
        try {
            var socket = new ControlSocket(data);
            AdminWords.register(socket, engine.desks());
            new ReleaseWords(engine.publisher(), data).register(socket);
            CtlWords.register(socket, engine, look);
            return new Control(socket, console(engine, look));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "commands such as smspay admin will not be heard: no socket at {}: {}",
                    data.resolve(ControlSocket.FILE),
                    e.getMessage());
            return new Control(null, console(engine, look));
        }
    }

    private static @Nullable ConsoleDoor console(Engine engine, LiveEngineView look) {
        return ConsoleSide.open(engine.config(), look, engine.secrets()).orElse(null);
    }

    /** Where the operator's page is; -1 if it is nowhere. */
    public int consolePort() {
        return console == null ? -1 : console.port();
    }

    /** Makes a word of one's own known. */
    public void register(String word, ControlWord does) {
        if (socket != null) {
            socket.register(word, does);
        }
    }

    @Override
    public void close() {
        if (console != null) {
            console.close();
        }
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.warn("the control socket could not be closed: {}", e.getMessage());
        }
    }
}
