package io.refcache.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.refcache.AsyncTaskResponse;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.store.Subscription;
import io.refcache.task.TaskRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A stream of what becomes of a task: its state at once, each change, and its end. Who
 * reads slowly misses changes in between, never the last one.
 */
final class TaskStream implements Watchers.Watcher {

	private static final Log logger = LogFactory.getLog(TaskStream.class);

	/** Milliseconds after which a client comes again. */
	private static final long RETRY = 2000;

	private final Watchers watchers;

	private final Poll poll;

	private final ReferenceAnswers answers;

	/** Without an end of its own. */
	private final SseEmitter emitter = new SseEmitter(0L);

	private final AtomicBoolean waiting = new AtomicBoolean();

	private @Nullable Object sent;

	private boolean over;

	TaskStream(Watchers watchers, Poll poll, ReferenceAnswers answers) {
		this.watchers = watchers;
		this.poll = poll;
		this.answers = answers;
	}

	/**
	 * Sends from now on.
	 */
	SseEmitter start(TaskRegistry tasks) {
		Subscription subscription = tasks.watch(this.poll.refId(), this::changed);
		this.emitter.onCompletion(() -> {
			subscription.close();
			this.watchers.remove(this);
		});
		this.emitter.onError((failure) -> logger.debug("A client has gone", failure));
		changed();
		return this.emitter;
	}

	private void changed() {
		if (this.waiting.compareAndSet(false, true)) {
			this.watchers.execute(this::sendState);
		}
	}

	private synchronized void sendState() {
		this.waiting.set(false);
		if (this.over) {
			return;
		}
		RefResponse<?> response;
		try {
			response = this.poll.read();
		}
		catch (RefNotFoundException ex) {
			finish(SseEmitter.event().name("gone").data("{}", MediaType.APPLICATION_JSON));
			return;
		}
		Object body = this.answers.body(response);
		if (Poll.isOver(response)) {
			String name = (response instanceof AsyncTaskResponse<?>) ? "task" : "result";
			finish(SseEmitter.event().name(name).data(body, MediaType.APPLICATION_JSON));
		}
		else if (!body.equals(this.sent)) {
			this.sent = body;
			send(SseEmitter.event().name("task").data(body, MediaType.APPLICATION_JSON));
		}
	}

	private void finish(SseEmitter.SseEventBuilder last) {
		this.over = true;
		if (send(last)) {
			this.emitter.complete();
		}
	}

	private boolean send(SseEmitter.SseEventBuilder event) {
		try {
			this.emitter.send(event);
			return true;
		}
		catch (IOException | IllegalStateException ex) {
			// The server ends the request of a client that has gone.
			this.over = true;
			logger.debug("A client has gone", ex);
			return false;
		}
	}

	@Override
	public void beat() {
		this.watchers.execute(() -> {
			synchronized (this) {
				if (!this.over) {
					send(SseEmitter.event().comment(""));
				}
			}
		});
	}

	@Override
	public void release() {
		this.watchers.execute(() -> {
			synchronized (this) {
				if (!this.over) {
					finish(SseEmitter.event().reconnectTime(RETRY).comment("stopping"));
				}
			}
		});
	}

}
