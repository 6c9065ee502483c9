package io.refcache.test;

import java.time.InstantSource;
import java.util.List;

import io.refcache.AsyncTaskResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskInProgressException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;

/**
 * What refcache gives to callers, for tests that put something else in its place.
 *
 * @since 0.1.0
 */
public final class RefCacheFixtures {

	private static final int MAX_RETRIES = 3;

	private static final int SECONDS_AGO = 2;

	private RefCacheFixtures() {
	}

	/**
	 * What a method throws whose run outlasts the caller's timeout: processing, started
	 * two seconds before, without progress.
	 * @param refId the reference, such as {@code reports:} with hexadecimal digits
	 * @return a new exception
	 */
	public static TaskInProgressException inProgress(String refId) {
		TaskInfo task = new TaskInfo(refId, "test", TaskStatus.PROCESSING, null, VirtualTime.START, null, null, null, 0,
				MAX_RETRIES, false, List.of());
		InstantSource now = InstantSource.fixed(VirtualTime.START.plusSeconds(SECONDS_AGO));
		return new TaskInProgressException(AsyncTaskResponse.of(task, null, ResponseFormat.STANDARD, now));
	}

}
