package io.refcache.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.refcache.TaskProgress;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;
import io.refcache.store.Sweep;
import io.refcache.task.Waiting;

/**
 * Runs actors in every order of their steps in the store: one at a time, each up to its
 * next step, all orders one after the other. A scenario is made anew for each order.
 */
public final class Interleavings {

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

	private final List<Actor> actors = new ArrayList<>();

	private volatile boolean playing;

	/**
	 * Explores all orders.
	 * @param scenario makes what is explored; its actors are known when it returns
	 * @param limit how many orders at most
	 * @return the number of orders
	 */
	public static int explore(Function<Interleavings, Scenario> scenario, int limit) {
		Deque<Choice> choices = new ArrayDeque<>();
		int count = 0;
		do {
			Interleavings orders = new Interleavings();
			try (Scenario made = scenario.apply(orders)) {
				List<String> trace = new ArrayList<>();
				try {
					orders.play(choices, trace, made);
					made.check();
				}
				catch (Throwable ex) {
					throw new AssertionError("In the order " + trace, ex);
				}
			}
			count++;
		}
		while (next(choices) && count < limit);
		return count;
	}

	/** Takes the next way at the last fork that has one. */
	private static boolean next(Deque<Choice> choices) {
		while (!choices.isEmpty()) {
			Choice last = choices.removeLast();
			if (last.taken + 1 < last.of) {
				choices.addLast(new Choice(last.taken + 1, last.of));
				return true;
			}
		}
		return false;
	}

	/**
	 * Adds an actor.
	 * @param name its name
	 * @param action what it does
	 */
	public void actor(String name, Runnable action) {
		this.actors.add(new Actor(name, action));
	}

	/**
	 * A store at whose steps actors take turns.
	 * @param store the store
	 * @return the store that the engine is to see
	 */
	public ReferenceStore store(ReferenceStore store) {
		return new SteppedStore(store);
	}

	/**
	 * Waiting in which actors give their turn away.
	 * @param waiting the waiting of everybody else
	 * @return the waiting that the engine is to use
	 */
	public Waiting waiting(Waiting waiting) {
		return new Waiting() {

			@Override
			public boolean await(CompletableFuture<?> event, long nanos) throws InterruptedException {
				Actor actor = current();
				if (actor == null) {
					return waiting.await(event, nanos);
				}
				actor.pause(event);
				if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				return true;
			}

			@Override
			public long nanoTime() {
				return waiting.nanoTime();
			}

		};
	}

	private Actor current() {
		return this.playing
				? this.actors.stream().filter((actor) -> actor.thread == Thread.currentThread()).findAny().orElse(null)
				: null;
	}

	private void play(Deque<Choice> choices, List<String> trace, Scenario scenario) {
		this.playing = true;
		List<Choice> ahead = new ArrayList<>(choices);
		this.actors.forEach(Actor::start);
		int depth = 0;
		while (true) {
			settle();
			List<Actor> ready = this.actors.stream().filter(Actor::isReady).toList();
			if (ready.isEmpty()) {
				if (isOver(scenario)) {
					break;
				}
				continue;
			}
			int chosen = 0;
			if (ready.size() > 1) {
				if (depth < ahead.size()) {
					chosen = Math.min(ahead.get(depth).taken, ready.size() - 1);
				}
				else {
					choices.addLast(new Choice(0, ready.size()));
				}
				depth++;
			}
			trace.add(ready.get(chosen).name);
			ready.get(chosen).proceed();
		}
		this.playing = false;
		for (Actor actor : this.actors) {
			if (actor.state != State.DONE) {
				throw new AssertionError("'%s' hangs".formatted(actor.name));
			}
			if (actor.failure != null) {
				throw new AssertionError("'%s' failed".formatted(actor.name), actor.failure);
			}
		}
	}

	/** All are done, or wait although nothing more can come. */
	private boolean isOver(Scenario scenario) {
		if (this.actors.stream().allMatch((actor) -> actor.state == State.DONE)) {
			return true;
		}
		if (this.actors.stream().allMatch((actor) -> actor.state == State.DONE || actor.awaited != null)) {
			scenario.idle();
		}
		long start = System.nanoTime();
		while (System.nanoTime() - start < PATIENCE) {
			// One that was woken by another one takes a moment to go on.
			if (this.actors.stream().anyMatch(Actor::isReady)
					|| this.actors.stream().allMatch((actor) -> actor.state == State.DONE)) {
				return false;
			}
			Thread.yield();
		}
		return true;
	}

	/** Each actor is at a step, waits for another one, or is done. */
	private void settle() {
		long start = System.nanoTime();
		for (Actor actor : this.actors) {
			while (actor.state == State.RUNNING && !actor.isBlocked()) {
				if (System.nanoTime() - start > PATIENCE) {
					throw new AssertionError("'%s' runs and runs".formatted(actor.name));
				}
				Thread.yield();
			}
		}
	}

	/**
	 * What is explored.
	 */
	public interface Scenario extends AutoCloseable {

		/**
		 * All actors wait, for something that none of them does.
		 */
		void idle();

		/**
		 * Checks what must hold after each order.
		 */
		void check();

		@Override
		void close();

	}

	private record Choice(int taken, int of) {

	}

	private enum State {

		RUNNING, PAUSED, DONE

	}

	private final class Actor {

		private final String name;

		private final Thread thread;

		private volatile State state = State.RUNNING;

		private volatile CompletableFuture<?> awaited;

		private volatile boolean granted;

		private volatile boolean interrupted;

		private volatile Throwable failure;

		private Actor(String name, Runnable action) {
			this.name = name;
			this.thread = new Thread(() -> {
				try {
					pause(null);
					action.run();
				}
				catch (Throwable ex) {
					this.failure = ex;
				}
				finally {
					this.state = State.DONE;
				}
			}, "actor " + name);
			this.thread.setDaemon(true);
		}

		private void start() {
			this.thread.start();
		}

		private void pause(CompletableFuture<?> event) {
			boolean interrupted = false;
			this.interrupted = false;
			this.awaited = event;
			this.granted = false;
			this.state = State.PAUSED;
			while (!this.granted && Interleavings.this.playing) {
				LockSupport.parkNanos(this, Duration.ofMillis(50).toNanos());
				if (Thread.interrupted()) {
					interrupted = true;
					this.interrupted = true;
				}
			}
			this.awaited = null;
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

		private boolean isReady() {
			CompletableFuture<?> event = this.awaited;
			return this.state == State.PAUSED && (event == null || event.isDone() || this.interrupted);
		}

		private void proceed() {
			this.state = State.RUNNING;
			this.granted = true;
			LockSupport.unpark(this.thread);
		}

		/** It waits for something that another actor has to do. */
		private boolean isBlocked() {
			if (this.thread.getState() != Thread.State.WAITING) {
				return false;
			}
			for (StackTraceElement frame : this.thread.getStackTrace()) {
				if (frame.getClassName().equals(CompletableFuture.class.getName())) {
					return this.state == State.RUNNING;
				}
			}
			return false;
		}

	}

	private final class SteppedStore extends DelegatingStore {

		private SteppedStore(ReferenceStore delegate) {
			super(delegate);
		}

		private void step() {
			Actor actor = current();
			if (actor != null) {
				actor.pause(null);
			}
		}

		@Override
		public ReferenceRecord lookup(CacheKey key, Part part) {
			step();
			return super.lookup(key, part);
		}

		@Override
		public ReferenceRecord find(RefId id, Part part) {
			step();
			return super.find(id, part);
		}

		@Override
		public Claim claim(CacheKey key, Draft draft, RefId supersede) {
			step();
			return super.claim(key, draft, supersede);
		}

		@Override
		public StepResult update(RefId id, Guard guard, Change change) {
			step();
			StepResult result = super.update(id, guard, change);
			// What follows from the step may come later than what others do.
			step();
			return result;
		}

		@Override
		public boolean progress(RefId id, long run, TaskProgress progress) {
			step();
			return super.progress(id, run, progress);
		}

		@Override
		public boolean remove(RefId id) {
			step();
			return super.remove(id);
		}

		@Override
		public int clear(String namespace) {
			step();
			return super.clear(namespace);
		}

		@Override
		public Sweep sweep(Duration maxAge, int limit) {
			step();
			return super.sweep(maxAge, limit);
		}

	}

}
