import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { resultQuery } from "~/api/results";
import { useMay } from "~/shell/useUser";
import { ResultActions } from "./ResultActions";
import { ResultView } from "./ResultView";

const route = getRouteApi("/app/results/$resultId");

export function ResultPage() {
  const { resultId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: result } = useSuspenseQuery(resultQuery(resultId));
  const mayExport = useMay("results:export");
  return (
    <div className="page">
      <ResultView
        key={result.id}
        result={result}
        output={search.output}
        view={search.view}
        mayExport={mayExport}
        actions={<ResultActions result={result} mayExport={mayExport} />}
        onChange={(change) =>
          void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })
        }
      />
    </div>
  );
}
