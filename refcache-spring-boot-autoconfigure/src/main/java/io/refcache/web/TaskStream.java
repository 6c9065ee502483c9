package io.refcache.web;

import java.io.IOException;

import io.refcache.AsyncTaskResponse;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A stream of what becomes of a task: its state at once, each change, and its end. Who
 * reads slowly misses changes in between, never the last one.
 */
final class TaskStream implements Watchers.Watcher {

	/**
	 * Id of the last event: who comes back with it knows all.
	 */
	static final String END = "end";

	private static final Log logger = LogFactory.getLog(TaskStream.class);

	/** Milliseconds after which a client comes again. */
	private static final long RETRY = 2000;

	private final Watchers watchers;

	private final Poll poll;

	private final SseEmitter emitter;

	private final Turns turns;

	private volatile boolean quiet;

	private volatile boolean released;

	private @Nullable State sent;

	private boolean over;

	TaskStream(Watchers watchers, Poll poll) {
		this.watchers = watchers;
		this.poll = poll;
		this.emitter = new SseEmitter(0L);
		this.turns = new Turns(watchers::write, this::turn);
	}

	/**
	 * Sends from now on.
	 */
	SseEmitter start() {
		this.emitter.onCompletion(() -> this.watchers.remove(this));
		this.emitter.onError((failure) -> logger.debug("A client has gone", failure));
		changed();
		return this.emitter;
	}

	private void turn() {
		if (this.over) {
			return;
		}
		try {
			if (this.released) {
				finish(SseEmitter.event().reconnectTime(RETRY).comment("stopping"));
			}
			else {
				sendState();
			}
		}
		catch (IOException ex) {
			// The server ends the request of a client that has gone.
			end();
			logger.debug("A client has gone", ex);
		}
		catch (RuntimeException ex) {
			end();
			this.emitter.completeWithError(ex);
		}
	}

	private void sendState() throws IOException {
		RefResponse<?> response;
		try {
			response = this.poll.read();
		}
		catch (RefNotFoundException ex) {
			finish(event("problem", Refusals.unknown()).id(END));
			return;
		}
		Object body = this.poll.body(response);
		if (Poll.isOver(response)) {
			finish(event((response instanceof AsyncTaskResponse<?>) ? "task" : "result", body).id(END));
		}
		else if (response instanceof AsyncTaskResponse<?> task && !State.of(task).equals(this.sent)) {
			this.sent = State.of(task);
			this.emitter.send(event("task", body));
		}
		else if (this.quiet) {
			this.emitter.send(SseEmitter.event().comment(""));
		}
		this.quiet = false;
	}

	private static SseEventBuilder event(String name, Object data) {
		return SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON);
	}

	private void finish(SseEventBuilder last) throws IOException {
		end();
		this.emitter.send(last);
		this.emitter.complete();
	}

	/** An emitter that is complete before Spring starts it calls nobody back. */
	private void end() {
		this.over = true;
		this.watchers.remove(this);
	}

	@Override
	public String refId() {
		return this.poll.refId();
	}

	@Override
	public void changed() {
		this.turns.ask();
	}

	@Override
	public void beat() {
		this.quiet = true;
		this.turns.ask();
	}

	@Override
	public void release() {
		this.released = true;
		this.turns.ask();
	}

	/**
	 * What counts as a change. Estimates change with time alone.
	 */
	private record State(TaskStatus status, @Nullable TaskProgress progress, String message, int retryCount) {

		static State of(AsyncTaskResponse<?> task) {
			return new State(task.status(), task.progress(), task.message(), task.retryCount());
		}

	}

}
