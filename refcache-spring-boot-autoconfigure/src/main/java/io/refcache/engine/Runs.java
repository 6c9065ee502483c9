package io.refcache.engine;

import java.util.function.Function;

import io.refcache.store.RefId;
import io.refcache.task.RunExecutor;

/**
 * Makes runs.
 */
final class Runs {

	private final Run.Parts parts;

	private final IdSource ids;

	private final Function<String, RunExecutor> executors;

	Runs(Run.Parts parts, IdSource ids, Function<String, RunExecutor> executors) {
		this.parts = parts;
		this.ids = ids;
		this.executors = executors;
	}

	/**
	 * The first run of a new reference.
	 */
	Run first(Flight flight, Call call) {
		IdSource.Ids ids = this.ids.next();
		return new Run(flight, ids.refId(), ids.run(), 1, call, call.staysHere() ? null : executor(call.spec()),
				this.parts);
	}

	/**
	 * Another run of a reference that is there. Nobody meets at its flight but those who
	 * follow it.
	 */
	Run again(RefId id, int attempt, Call call, RunExecutor executor) {
		return new Run(new Flight(call.key()), id, this.ids.token(), attempt, call, executor, this.parts);
	}

	/**
	 * What runs the attempts of a method that are not on the thread of their call.
	 */
	RunExecutor executor(CallSpec spec) {
		return this.executors.apply(spec.executor());
	}

}
