package io.refcache.store;

import java.time.Duration;

import io.refcache.TaskStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A change that makes no sense cannot be made.
 */
class ChangeTests {

	@Test
	void nextAttemptNeedsATokenOfItsOwn() {
		assertThatIllegalArgumentException().isThrownBy(() -> change(TaskStatus.PENDING, null))
			.withMessage("'newRun' (null) must be given with 'to' (PENDING) = PENDING, and only then");
	}

	@Test
	void onlyANextAttemptHasANewToken() {
		assertThatIllegalArgumentException().isThrownBy(() -> change(TaskStatus.COMPLETE, 7L));
		assertThatIllegalArgumentException().isThrownBy(() -> change(null, 7L));
		assertThat(Change.retry(7, null, Duration.ZERO).newRun()).isEqualTo(7);
	}

	private static Change change(TaskStatus to, Long newRun) {
		return new Change(to, newRun, null, null, null, null, null, null, null, false, false, false);
	}

}
