package io.refcache.engine;

import java.util.function.Function;

import io.refcache.store.RefId;
import io.refcache.task.RunExecutor;
import org.jspecify.annotations.Nullable;

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
		return new Run(flight, ids.refId(), ids.run(), 1, call, executor(call), this.parts);
	}

	/**
	 * Another run of a reference that is there. Nobody meets at its flight but those who
	 * follow it.
	 */
	Run again(RefId id, int attempt, Call call) {
		RunExecutor executor = call.awaitsInputs() ? null : this.executors.apply(call.spec().executor());
		return new Run(new Flight(call.key()), id, this.ids.token(), attempt, call, executor, this.parts);
	}

	private @Nullable RunExecutor executor(Call call) {
		return (call.staysHere() || call.awaitsInputs()) ? null : this.executors.apply(call.spec().executor());
	}

}
