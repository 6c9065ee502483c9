package io.refcache.context;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.refcache.task.CapturedContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;

import static org.assertj.core.api.Assertions.assertThat;

class LocaleAccessorTests {

	private static final TimeZone TOKYO = TimeZone.getTimeZone("Asia/Tokyo");

	private final AccessorCapture capture = new AccessorCapture(new ContextRegistry(),
			() -> List.of(new LocaleAccessor()), List::of);

	private final Worker worker = new Worker();

	@AfterEach
	void close() {
		this.worker.close();
		LocaleContextHolder.resetLocaleContext();
	}

	@Test
	void localeAndTimeZoneAreThoseOfTheCaller() {
		LocaleContextHolder.setLocaleContext(new SimpleTimeZoneAwareLocaleContext(Locale.JAPAN, TOKYO));
		assertThat(seenBy(this.capture.capture())).containsExactly(Locale.JAPAN, TOKYO);
		assertThat(this.worker.call(LocaleContextHolder::getLocaleContext)).isNull();
	}

	@Test
	void localeOfARequestIsReadAtOnce() {
		AtomicReference<Locale> ofTheRequest = new AtomicReference<>(Locale.FRANCE);
		LocaleContextHolder.setLocaleContext(ofTheRequest::get);
		CapturedContext context = this.capture.capture();
		ofTheRequest.set(Locale.CHINA);
		assertThat(seenBy(context)).containsExactly(Locale.FRANCE, TimeZone.getDefault());
	}

	@Test
	void timeZoneOfARequestIsReadAtOnce() {
		AtomicReference<TimeZone> ofTheRequest = new AtomicReference<>(TOKYO);
		LocaleContextHolder.setLocaleContext(new TimeZoneAwareLocaleContext() {

			@Override
			public Locale getLocale() {
				return null;
			}

			@Override
			public TimeZone getTimeZone() {
				return ofTheRequest.get();
			}

		});
		CapturedContext context = this.capture.capture();
		ofTheRequest.set(null);
		assertThat(seenBy(context)).containsExactly(Locale.getDefault(), TOKYO);
	}

	@Test
	void whatTheWorkerHasIsNotReadButHiddenAndPutBack() {
		LocaleContext leftover = () -> {
			throw new IllegalStateException("The request is gone");
		};
		this.worker.run(() -> LocaleContextHolder.setLocaleContext(leftover));
		CapturedContext none = this.capture.capture();
		LocaleContextHolder.setLocaleContext(new SimpleLocaleContext(Locale.ITALY));
		CapturedContext some = this.capture.capture();
		assertThat(seenBy(none)).containsExactly(Locale.getDefault(), TimeZone.getDefault());
		assertThat(seenBy(some)).containsExactly(Locale.ITALY, TimeZone.getDefault());
		assertThat(this.worker.call(LocaleContextHolder::getLocaleContext)).isSameAs(leftover);
	}

	private List<Object> seenBy(CapturedContext context) {
		return this.worker.call(context,
				() -> Arrays.<Object>asList(LocaleContextHolder.getLocale(), LocaleContextHolder.getTimeZone()));
	}

}
