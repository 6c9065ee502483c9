package io.refcache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The end of all runs of this node: takes no more, drops what has not started, waits, and
 * ends what is left.
 */
final class Drain {

	private static final Log logger = LogFactory.getLog(Drain.class);

	private static final int MAX_LISTED = 20;

	private final LiveTasks tasks;

	private final RunSteps steps;

	private final Timing timing;

	Drain(LiveTasks tasks, RunSteps steps, Timing timing) {
		this.tasks = tasks;
		this.steps = steps;
		this.timing = timing;
	}

	/**
	 * Ends all runs, unless tasks are taken again meanwhile.
	 * @return whether it did
	 */
	boolean run(Duration timeout) {
		int turn = this.tasks.close();
		List<Run> cutOff = new ArrayList<>();
		for (Run run : claimed()) {
			// One that a computation waits for is part of what is waited for here.
			if (run.isPending() && !run.hasWaiters()) {
				end(run, cutOff);
			}
		}
		awaitEnd(new Deadline(this.timing, timeout));
		List<Run> left = claimed();
		if (!this.tasks.isClosedSince(turn)) {
			return false;
		}
		left.forEach((run) -> end(run, cutOff));
		if (!cutOff.isEmpty()) {
			logger.warn("Tasks interrupted by shutdown (%d): %s%s".formatted(cutOff.size(),
					String.join(", ", cutOff.stream().limit(MAX_LISTED).map(Drain::describe).toList()),
					(cutOff.size() > MAX_LISTED) ? ", ..." : ""));
		}
		return true;
	}

	/** Whoever has not claimed finds it closed when he has. */
	private List<Run> claimed() {
		return this.tasks.all().stream().filter((run) -> run.flight().id() != null).toList();
	}

	private void awaitEnd(Deadline deadline) {
		Collection<Run> left = this.tasks.all();
		if (!left.isEmpty() && !deadline.isOver()) {
			logger.info("Waiting for tasks to end (%d)".formatted(left.size()));
		}
		while (!left.isEmpty() && !deadline.isOver()) {
			CompletableFuture<?> landed = CompletableFuture
				.allOf(left.stream().map((run) -> run.flight().landing()).toArray(CompletableFuture[]::new));
			try {
				if (!this.timing.await(landed, deadline.remaining())) {
					return;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
			left = this.tasks.all();
		}
	}

	private void end(Run run, List<Run> cutOff) {
		if (this.steps.shutDown(run)) {
			cutOff.add(run);
		}
	}

	private static String describe(Run run) {
		return "'%s' (%s)".formatted(run.id(), run.operation().name());
	}

}
