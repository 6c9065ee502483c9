package io.refcache.store;

import java.time.Duration;

import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The state table, cell by cell: an event, the state that it meets, the answer of the
 * store, the state after it, and whether the key leads to the reference then.
 */
interface StateTableContract extends StoreContract {

	@ParameterizedTest(name = "{0} of {1} reference: {2}, then {3}, {4}")
	@CsvSource(delimiter = '|', textBlock = """
			CLAIM                      | no         | granted        | NONE       | free
			CLAIM                      | PENDING    | current        | PENDING    | held
			CLAIM                      | PROCESSING | current        | PROCESSING | held
			CLAIM                      | COMPLETE   | current        | COMPLETE   | held
			CLAIM                      | FAILED     | granted        | FAILED     | free
			CLAIM                      | CANCELLED  | granted        | CANCELLED  | free
			SET                        | no         | granted        | NONE       | free
			SET                        | PENDING    | granted        | PENDING    | free
			SET                        | PROCESSING | granted        | PROCESSING | free
			SET                        | COMPLETE   | granted        | COMPLETE   | free
			SET                        | FAILED     | granted        | FAILED     | free
			SET                        | CANCELLED  | granted        | CANCELLED  | free
			START                      | no         | gone           | NONE       | free
			START                      | PENDING    | applied        | PROCESSING | held
			START                      | PROCESSING | applied        | PROCESSING | held
			START                      | COMPLETE   | refused        | COMPLETE   | held
			START                      | FAILED     | refused        | FAILED     | free
			START                      | CANCELLED  | refused        | CANCELLED  | free
			START_OF_FOREIGN_RUN       | no         | gone           | NONE       | free
			START_OF_FOREIGN_RUN       | PENDING    | refused        | PENDING    | held
			START_OF_FOREIGN_RUN       | PROCESSING | refused        | PROCESSING | held
			START_OF_FOREIGN_RUN       | COMPLETE   | refused        | COMPLETE   | held
			START_OF_FOREIGN_RUN       | FAILED     | refused        | FAILED     | free
			START_OF_FOREIGN_RUN       | CANCELLED  | refused        | CANCELLED  | free
			SUCCEED                    | no         | gone           | NONE       | free
			SUCCEED                    | PENDING    | applied        | COMPLETE   | held
			SUCCEED                    | PROCESSING | applied        | COMPLETE   | held
			SUCCEED                    | COMPLETE   | applied        | COMPLETE   | held
			SUCCEED                    | FAILED     | refused        | FAILED     | free
			SUCCEED                    | CANCELLED  | refused        | CANCELLED  | free
			SUCCEED_OF_FOREIGN_RUN     | no         | gone           | NONE       | free
			SUCCEED_OF_FOREIGN_RUN     | PENDING    | refused        | PENDING    | held
			SUCCEED_OF_FOREIGN_RUN     | PROCESSING | refused        | PROCESSING | held
			SUCCEED_OF_FOREIGN_RUN     | COMPLETE   | refused        | COMPLETE   | held
			SUCCEED_OF_FOREIGN_RUN     | FAILED     | refused        | FAILED     | free
			SUCCEED_OF_FOREIGN_RUN     | CANCELLED  | refused        | CANCELLED  | free
			FAIL                       | no         | gone           | NONE       | free
			FAIL                       | PENDING    | applied        | FAILED     | free
			FAIL                       | PROCESSING | applied        | FAILED     | free
			FAIL                       | COMPLETE   | refused        | COMPLETE   | held
			FAIL                       | FAILED     | applied        | FAILED     | free
			FAIL                       | CANCELLED  | refused        | CANCELLED  | free
			FAIL_OF_FOREIGN_RUN        | no         | gone           | NONE       | free
			FAIL_OF_FOREIGN_RUN        | PENDING    | refused        | PENDING    | held
			FAIL_OF_FOREIGN_RUN        | PROCESSING | refused        | PROCESSING | held
			FAIL_OF_FOREIGN_RUN        | COMPLETE   | refused        | COMPLETE   | held
			FAIL_OF_FOREIGN_RUN        | FAILED     | refused        | FAILED     | free
			FAIL_OF_FOREIGN_RUN        | CANCELLED  | refused        | CANCELLED  | free
			RETRY_LATER                | no         | gone           | NONE       | free
			RETRY_LATER                | PENDING    | applied        | PENDING    | held
			RETRY_LATER                | PROCESSING | applied        | PENDING    | held
			RETRY_LATER                | COMPLETE   | refused        | COMPLETE   | held
			RETRY_LATER                | FAILED     | refused        | FAILED     | free
			RETRY_LATER                | CANCELLED  | refused        | CANCELLED  | free
			RETRY_LATER_OF_FOREIGN_RUN | no         | gone           | NONE       | free
			RETRY_LATER_OF_FOREIGN_RUN | PENDING    | refused        | PENDING    | held
			RETRY_LATER_OF_FOREIGN_RUN | PROCESSING | refused        | PROCESSING | held
			RETRY_LATER_OF_FOREIGN_RUN | COMPLETE   | refused        | COMPLETE   | held
			RETRY_LATER_OF_FOREIGN_RUN | FAILED     | refused        | FAILED     | free
			RETRY_LATER_OF_FOREIGN_RUN | CANCELLED  | refused        | CANCELLED  | free
			CANCEL                     | no         | gone           | NONE       | free
			CANCEL                     | PENDING    | applied        | CANCELLED  | free
			CANCEL                     | PROCESSING | applied        | CANCELLED  | free
			CANCEL                     | COMPLETE   | refused        | COMPLETE   | held
			CANCEL                     | FAILED     | refused        | FAILED     | free
			CANCEL                     | CANCELLED  | refused        | CANCELLED  | free
			RETRY                      | no         | gone           | NONE       | free
			RETRY                      | PENDING    | refused        | PENDING    | held
			RETRY                      | PROCESSING | refused        | PROCESSING | held
			RETRY                      | COMPLETE   | refused        | COMPLETE   | held
			RETRY                      | FAILED     | applied        | PENDING    | held
			RETRY                      | CANCELLED  | refused        | CANCELLED  | free
			RETRY_OF_FOREIGN_RUN       | no         | gone           | NONE       | free
			RETRY_OF_FOREIGN_RUN       | PENDING    | refused        | PENDING    | held
			RETRY_OF_FOREIGN_RUN       | PROCESSING | refused        | PROCESSING | held
			RETRY_OF_FOREIGN_RUN       | COMPLETE   | refused        | COMPLETE   | held
			RETRY_OF_FOREIGN_RUN       | FAILED     | refused        | FAILED     | free
			RETRY_OF_FOREIGN_RUN       | CANCELLED  | refused        | CANCELLED  | free
			PUBLISH                    | no         | gone           | NONE       | free
			PUBLISH                    | PENDING    | applied        | PENDING    | held
			PUBLISH                    | PROCESSING | applied        | PROCESSING | held
			PUBLISH                    | COMPLETE   | refused        | COMPLETE   | held
			PUBLISH                    | FAILED     | refused        | FAILED     | free
			PUBLISH                    | CANCELLED  | refused        | CANCELLED  | free
			PROGRESS                   | no         | false          | NONE       | free
			PROGRESS                   | PROCESSING | true           | PROCESSING | held
			PROGRESS                   | COMPLETE   | false          | COMPLETE   | held
			PROGRESS                   | FAILED     | false          | FAILED     | free
			PROGRESS                   | CANCELLED  | false          | CANCELLED  | free
			PROGRESS_OF_FOREIGN_RUN    | no         | false          | NONE       | free
			PROGRESS_OF_FOREIGN_RUN    | PENDING    | false          | PENDING    | held
			PROGRESS_OF_FOREIGN_RUN    | PROCESSING | false          | PROCESSING | held
			PROGRESS_OF_FOREIGN_RUN    | COMPLETE   | false          | COMPLETE   | held
			PROGRESS_OF_FOREIGN_RUN    | FAILED     | false          | FAILED     | free
			PROGRESS_OF_FOREIGN_RUN    | CANCELLED  | false          | CANCELLED  | free
			RENEW                      | no         | lost GONE      | NONE       | free
			RENEW                      | PENDING    | extended       | PENDING    | held
			RENEW                      | PROCESSING | extended       | PROCESSING | held
			RENEW                      | COMPLETE   | lost ENDED     | COMPLETE   | held
			RENEW                      | FAILED     | lost ENDED     | FAILED     | free
			RENEW                      | CANCELLED  | lost CANCELLED | CANCELLED  | free
			RENEW_OF_FOREIGN_RUN       | no         | lost GONE      | NONE       | free
			RENEW_OF_FOREIGN_RUN       | PENDING    | lost FENCED    | PENDING    | held
			RENEW_OF_FOREIGN_RUN       | PROCESSING | lost FENCED    | PROCESSING | held
			DETACH                     | no         | false          | NONE       | free
			DETACH                     | PENDING    | true           | PENDING    | free
			DETACH                     | PROCESSING | true           | PROCESSING | free
			DETACH                     | COMPLETE   | true           | COMPLETE   | free
			DETACH                     | FAILED     | false          | FAILED     | free
			DETACH                     | CANCELLED  | false          | CANCELLED  | free
			UNLESS                     | no         | gone           | NONE       | free
			UNLESS                     | PENDING    | applied        | PENDING    | free
			UNLESS                     | PROCESSING | applied        | PROCESSING | free
			UNLESS                     | COMPLETE   | applied        | COMPLETE   | free
			UNLESS                     | FAILED     | applied        | FAILED     | free
			UNLESS                     | CANCELLED  | applied        | CANCELLED  | free
			CLEAR                      | no         | false          | NONE       | free
			CLEAR                      | PENDING    | true           | PENDING    | free
			CLEAR                      | PROCESSING | true           | PROCESSING | free
			CLEAR                      | COMPLETE   | true           | NONE       | free
			CLEAR                      | FAILED     | true           | NONE       | free
			CLEAR                      | CANCELLED  | true           | NONE       | free
			REMOVE                     | no         | false          | NONE       | free
			REMOVE                     | PENDING    | false          | PENDING    | held
			REMOVE                     | PROCESSING | false          | PROCESSING | held
			REMOVE                     | COMPLETE   | true           | NONE       | free
			REMOVE                     | FAILED     | true           | NONE       | free
			REMOVE                     | CANCELLED  | true           | NONE       | free
			DELETE                     | no         | false          | NONE       | free
			DELETE                     | PENDING    | true           | NONE       | free
			DELETE                     | PROCESSING | true           | NONE       | free
			DELETE                     | COMPLETE   | true           | NONE       | free
			DELETE                     | FAILED     | true           | NONE       | free
			DELETE                     | CANCELLED  | true           | NONE       | free
			LAPSE                      | no         | gone           | NONE       | free
			LAPSE                      | PENDING    | refused        | PENDING    | held
			LAPSE                      | PROCESSING | refused        | PROCESSING | held
			LAPSE                      | COMPLETE   | refused        | COMPLETE   | held
			LAPSE                      | CANCELLED  | refused        | CANCELLED  | free
			TAKE_OVER                  | no         | gone           | NONE       | free
			TAKE_OVER                  | PENDING    | refused        | PENDING    | held
			TAKE_OVER                  | PROCESSING | refused        | PROCESSING | held
			TAKE_OVER                  | COMPLETE   | refused        | COMPLETE   | held
			TAKE_OVER                  | FAILED     | refused        | FAILED     | free
			TAKE_OVER                  | CANCELLED  | refused        | CANCELLED  | free
			""")
	default void eventMeetsState(Event event, String before, String answer, String after, String key) {
		Reference reference = given(before);

		assertThat(event.take(store(), reference)).isEqualTo(answer);

		assertThat(stateOf(reference)).isEqualTo(after);
		assertThat(keyOf(reference)).isEqualTo(key);
	}

	@ParameterizedTest(name = "{0} of {1} reference after its lease: {2}, then {3}, {4}")
	@CsvSource(delimiter = '|', textBlock = """
			CLAIM                | PENDING    | current  | PENDING    | held
			CLAIM                | PROCESSING | current  | PROCESSING | held
			START                | PENDING    | applied  | PROCESSING | held
			SUCCEED              | PENDING    | applied  | COMPLETE   | held
			SUCCEED              | PROCESSING | applied  | COMPLETE   | held
			RENEW                | PENDING    | extended | PENDING    | held
			RENEW                | PROCESSING | extended | PROCESSING | held
			LAPSE                | PENDING    | applied  | FAILED     | free
			LAPSE                | PROCESSING | applied  | FAILED     | free
			LAPSE                | COMPLETE   | refused  | COMPLETE   | held
			LAPSE                | CANCELLED  | refused  | CANCELLED  | free
			LAPSE_OF_FOREIGN_RUN | PENDING    | refused  | PENDING    | held
			LAPSE_OF_FOREIGN_RUN | PROCESSING | refused  | PROCESSING | held
			TAKE_OVER            | PENDING    | applied  | PENDING    | held
			TAKE_OVER            | PROCESSING | applied  | PENDING    | held
			TAKE_OVER            | COMPLETE   | refused  | COMPLETE   | held
			TAKE_OVER            | FAILED     | refused  | FAILED     | free
			TAKE_OVER            | CANCELLED  | refused  | CANCELLED  | free
			""")
	default void eventMeetsStateAfterTheLease(Event event, String before, String answer, String after, String key) {
		Reference reference = given(before);
		advance(Scenario.LEASE);

		assertThat(event.take(store(), reference)).isEqualTo(answer);

		assertThat(stateOf(reference)).isEqualTo(after);
		assertThat(keyOf(reference)).isEqualTo(key);
	}

	@ParameterizedTest(name = "{0} after {1}")
	@CsvSource(delimiter = '|', textBlock = """
			PENDING    | PT1000000H | PENDING
			PROCESSING | PT1000000H | PROCESSING
			COMPLETE   | PT59M59S   | COMPLETE
			COMPLETE   | PT1H       | NONE
			FAILED     | PT4M59S    | FAILED
			FAILED     | PT5M       | NONE
			CANCELLED  | PT4M59S    | CANCELLED
			CANCELLED  | PT5M       | NONE
			""")
	default void timePasses(TaskStatus before, Duration time, String after) {
		Reference reference = given(before.name());

		advance(time);

		assertThat(stateOf(reference)).isEqualTo(after);
		store().sweep(null, 100);
		assertThat(stateOf(reference)).isEqualTo(after);
	}

	@ParameterizedTest(name = "unpublished {1} reference, {0}: {2}, then {3}, {4}")
	@CsvSource(delimiter = '|', textBlock = """
			FAIL    | PENDING    | applied | NONE       | free
			FAIL    | PROCESSING | applied | NONE       | free
			CANCEL  | PENDING    | applied | NONE       | free
			CANCEL  | PROCESSING | applied | NONE       | free
			SUCCEED | PENDING    | applied | COMPLETE   | held
			SUCCEED | PROCESSING | applied | COMPLETE   | held
			DELETE  | PENDING    | true    | NONE       | free
			DELETE  | PROCESSING | true    | NONE       | free
			DETACH  | PENDING    | true    | PENDING    | free
			DETACH  | COMPLETE   | true    | NONE       | free
			UNLESS  | PROCESSING | applied | PROCESSING | free
			UNLESS  | COMPLETE   | applied | NONE       | free
			SET     | COMPLETE   | granted | NONE       | free
			CLEAR   | PENDING    | true    | PENDING    | free
			CLEAR   | COMPLETE   | true    | NONE       | free
			""")
	default void eventMeetsUnpublishedReference(Event event, TaskStatus before, String answer, String after,
			String key) {
		Reference reference = scenario().unpublished(before);

		assertThat(event.take(store(), reference)).isEqualTo(answer);

		assertThat(stateOf(reference)).isEqualTo(after);
		assertThat(keyOf(reference)).isEqualTo(key);
	}

	private Reference given(String state) {
		return state.equals("no") ? scenario().none() : scenario().published(TaskStatus.valueOf(state));
	}

	private String stateOf(Reference reference) {
		ReferenceRecord record = store().find(reference.id(), Part.HEAD);
		return (record != null) ? record.status().name() : "NONE";
	}

	private String keyOf(Reference reference) {
		ReferenceRecord holder = store().lookup(reference.key(), Part.HEAD);
		return (holder != null && holder.id().equals(reference.id())) ? "held" : "free";
	}

}
