package io.refcache.architecture;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Shows that each of the {@link ArchitectureRules} bites, on a fixture that breaks it and
 * holds neighbours that do not.
 */
class ArchitectureRulesTests {

	private static final String FIXTURES = ArchitectureRulesTests.class.getPackageName() + ".fixture.";

	@Test
	void cycleIsNamedWithItsPackages() {
		assertThatViolations("cycle", ArchitectureRules::packagesHaveNoCycles).singleElement()
			.asString()
			.contains("Slice " + FIXTURES + "cycle.access", "Slice " + FIXTURES + "cycle.preview")
			.doesNotContain("Slice " + FIXTURES + "cycle.store");
	}

	@Test
	void packageWithoutAPlaceIsNamed() {
		assertThatViolations("place", ArchitectureRules::everyPackageHasAPlace)
			.satisfiesExactlyInAnyOrder(names("place.stray"), names("place.web.page"));
	}

	@Test
	void dependencyOnHigherLayerOrOtherLeafIsNamed() {
		assertThatViolations("layer", ArchitectureRules::packagesUseLowerLayersOnly).satisfiesExactlyInAnyOrder(
				names("layer.ApiUsesSpi", "layer.store.SpiUsesEngine"),
				names("layer.store.SpiUsesEngine", "layer.engine.EngineUsesAutoConfigure"),
				names("layer.engine.EngineUsesAutoConfigure", "layer.autoconfigure.AutoConfigureUsesLeaf"),
				names("layer.autoconfigure.AutoConfigureUsesLeaf", "layer.aop.LeafUsesLeaf"),
				names("layer.aop.LeafUsesLeaf", "layer.web.Leaf"));
	}

	@Test
	void foreignLibraryIsNamed() {
		assertThatViolations("library", ArchitectureRules::lowLayersUseFewLibraries).satisfiesExactlyInAnyOrder(
				names("library.ApiUsesSpring"), names("library.store.SpiUsesContext"),
				names("library.engine.EngineUsesCglib"));
	}

	@Test
	void publicTypeOfLeafIsNamedUnlessListed() {
		assertThatViolations("leaf", (rules) -> rules.leavesShowOnlyTheirAutoConfiguration(Set.of("test.Listed")))
			.satisfiesExactlyInAnyOrder(names("leaf.aop.PublicInterceptor"));
	}

	@Test
	void hiddenOrOpenAutoConfigurationIsNamed() {
		assertThatViolations("configuration", ArchitectureRules::autoConfigurationsArePublicAndFinal)
			.satisfiesExactlyInAnyOrder(names("configuration.web.HiddenAutoConfiguration"),
					names("configuration.web.LooseAutoConfiguration"));
	}

	@Test
	void publicMemberOfAutoConfigurationIsNamed() {
		assertThatViolations("configuration", ArchitectureRules::autoConfigurationsHaveNoPublicMembers)
			.satisfiesExactlyInAnyOrder(names("configuration.web.ChattyAutoConfiguration.field"),
					names("configuration.web.ChattyAutoConfiguration.<init>(java.lang.Object)"),
					names("configuration.web.ChattyAutoConfiguration.publicBean()"));
	}

	@Test
	void visibleBeanMethodIsNamed() {
		assertThatViolations("configuration", ArchitectureRules::beanMethodsArePackagePrivate)
			.satisfiesExactlyInAnyOrder(names("configuration.web.ChattyAutoConfiguration.publicBean()"),
					names("configuration.web.TightAutoConfiguration$Nested.protectedBean()"));
	}

	@Test
	void sleepIsNamed() {
		assertThatViolations("sleep", ArchitectureRules::nothingSleeps).satisfiesExactlyInAnyOrder(
				names("sleep.engine.Sleeper.sleepsOnThread()"), names("sleep.engine.Sleeper.sleepsOnUnit()"),
				names("sleep.engine.Sleeper.sleepsByReference()"));
	}

	@Test
	void printingIsNamed() {
		assertThatViolations("print", ArchitectureRules::nothingPrints).satisfiesExactlyInAnyOrder(
				names("print.web.Printer.printsInLambda()"), names("print.web.Printer.printsByReference()"),
				names("print.web.Printer.printsStackTrace(java.io.IOException)"));
	}

	@Test
	void readingTheSystemsTimeIsNamed() {
		assertThatViolations("time", ArchitectureRules::timeIsReadInFewPlaces).satisfiesExactlyInAnyOrder(
				names("time.engine.Stopwatch.millisByReference()"), names("time.engine.Stopwatch.nanos()"),
				names("time.engine.Stopwatch.instant()"), names("time.engine.Stopwatch.dateInZone()"),
				names("time.web.OwnClock.<init>()"), names("time.web.OwnClock.nanosOutsideTheEngine()"));
	}

	@Test
	void packageThatIsNotNullMarkedIsNamed() {
		assertThatViolations("nullness", ArchitectureRules::packagesAreNullMarked)
			.satisfiesExactlyInAnyOrder(names("nullness.engine"));
	}

	private static ListAssert<String> assertThatViolations(String fixture, Function<ArchitectureRules, ArchRule> rule) {
		String base = FIXTURES + fixture;
		JavaClasses classes = new ClassFileImporter().importPackages(base);
		List<String> violations = rule.apply(new ArchitectureRules(base))
			.evaluate(classes)
			.getFailureReport()
			.getDetails();
		return assertThat(violations);
	}

	private static Consumer<String> names(String... offenders) {
		return (violation) -> assertThat(List.of(offenders))
			.allSatisfy((offender) -> assertThat(violation).contains("<" + FIXTURES + offender));
	}

}
