// A page of React 19.
export function App({ page }: { page: number }) {
  return (
    <>
      <coprod-comments
        api="https://cms.example.org/api/coprod/v1/"
        page={page}
        heading-level={3}
        lang="cy"
        className="wide"
        ref={(element) => element?.scrollIntoView()}
        onload={() => {}}
        onerror={({ detail }) => console.log(detail.reason, detail.again?.toFixed())}
        onsent={({ detail }) => console.log(detail.id.toFixed(), detail.visible)}
      >
        <a href="https://cms.example.org/blog/a-good-week/#comments">Read and write comments</a>
      </coprod-comments>
      {/* @ts-expect-error: it cannot do without the page */}
      <coprod-comments api="https://cms.example.org/api/coprod/v1/" />
      {/* @ts-expect-error: there is no such level */}
      <coprod-comments api="https://cms.example.org/api/coprod/v1/" page="12" heading-level={9} />
    </>
  );
}
